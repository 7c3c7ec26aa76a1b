SELECT code FROM countries WHERE upper($name) IN (code, iso2, upper(name)) ORDER BY code = upper($name) DESC LIMIT 1
