SELECT gdelt_mentions.* REPLACE (
    translate(MentionSourceName, chr(9) || chr(10) || chr(13) || '"', '    ') AS MentionSourceName,
    translate(MentionIdentifier, chr(9) || chr(10) || chr(13) || '"', '    ') AS MentionIdentifier
)
FROM gdelt_mentions JOIN exported ON exported.number = gdelt_mentions.GLOBALEVENTID
ORDER BY MentionTimeDate, GLOBALEVENTID, MentionIdentifier, SentenceID
