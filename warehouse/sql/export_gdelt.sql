-- GDELT's files know no quoting: what would part a line or a field, or open a quotation, becomes a blank.
SELECT gdelt_events.* REPLACE (
    translate(Actor1Name, chr(9) || chr(10) || chr(13) || '"', '    ') AS Actor1Name,
    translate(Actor2Name, chr(9) || chr(10) || chr(13) || '"', '    ') AS Actor2Name,
    translate(ActionGeo_FullName, chr(9) || chr(10) || chr(13) || '"', '    ') AS ActionGeo_FullName,
    translate(SOURCEURL, chr(9) || chr(10) || chr(13) || '"', '    ') AS SOURCEURL
)
FROM gdelt_events JOIN exported ON exported.number = gdelt_events.GLOBALEVENTID
ORDER BY DATEADDED, GLOBALEVENTID
