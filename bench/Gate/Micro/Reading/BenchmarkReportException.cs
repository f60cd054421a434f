namespace HotPath.Gate.Micro.Reading;

/// <summary>A report of BenchmarkDotNet that cannot be read. The message says what was found.</summary>
internal sealed class BenchmarkReportException : Exception
{
    private BenchmarkReportException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    internal static BenchmarkReportException NotJson(Exception cause) =>
        new($"BenchmarkDotNet's report is not JSON, or is cut short: {cause.Message.TrimEnd('.')}", cause);

    internal static BenchmarkReportException OtherShape(string where, string expected) =>
        new($"BenchmarkDotNet's report has no {expected} at {where}; one of the exporter 'fulljson' was expected");
}
