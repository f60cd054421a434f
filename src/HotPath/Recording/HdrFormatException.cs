namespace HotPath.Recording;

/// <summary>Bytes, text or a log that should hold a histogram do not. The message says what was found and what was expected.</summary>
public sealed class HdrFormatException : Exception
{
    private HdrFormatException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    internal static HdrFormatException WrongCookie(int found, int expected) =>
        new($"The histogram starts with 0x{found:X8}; 0x{expected:X8} was expected, the mark of {Describe(expected)}. " +
            "Histograms of doubles and of the encodings V0 and V1 are not read; write it again as V2.");

    internal static HdrFormatException TooShort(string part, long found, long expected) =>
        new($"The {part} has {found} bytes; {expected} were expected. The histogram was cut short: look for the rest of it.");

    internal static HdrFormatException TooLong(string part, long found, long expected) =>
        new($"The {part} has {found} bytes or more; at most {expected} were expected. It is not a histogram, or was damaged: take it from its source again.");

    internal static HdrFormatException NotBase64(int length) =>
        new($"The {length} characters are not base64; a histogram's text is plain base64 with padding and starts with HISTFA. " +
            "Take the last field of a log's line, whole.");

    internal static HdrFormatException NotZlib(Exception inner) =>
        new("The compressed bytes do not inflate; a whole zlib stream (RFC 1950) was expected. They were damaged: take the histogram from its source again.", inner);

    internal static HdrFormatException UnknownLayout(string problem) =>
        new($"The histogram's header makes no layout. {problem} It was damaged, or its writer does not write V2.");

    internal static HdrFormatException OtherLayout(HdrLayout found, HdrLayout expected) =>
        new($"The histogram has {found.Describe()}; {expected.Describe()} were expected. Read it into a snapshot of its own layout, or leave it out.");

    internal static HdrFormatException DamagedCounts(long offset, string found, string expected) =>
        new($"At byte {offset} of the counts is {found}; {expected} was expected. The histogram was damaged: take it from its source again.");

    internal static HdrFormatException TooManyValues() =>
        new("The counts add up to more than 2^63 - 1; a histogram has fewer. It was damaged: take it from its source again.");

    internal static HdrFormatException LogLine(int line, string found, string expected) =>
        new($"Line {line} of the log has {found}; {expected} is expected. Read on for the other lines, or mend or remove this one.");

    internal static HdrFormatException LogHistogram(int line, HdrFormatException inner) =>
        new($"Line {line} of the log: {inner.Message}", inner);

    private static string Describe(int cookie) => cookie == HdrRecord.Cookie ? "an uncompressed V2 record" : "a compressed V2 histogram";
}
