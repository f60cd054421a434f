namespace HotPath.Analysis.Results;

/// <summary>A result folder that cannot be written or read. The message says what to do.</summary>
public sealed class ResultFolderException : Exception
{
    private ResultFolderException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    internal static ResultFolderException Refused(string problem) => new(problem);

    internal static ResultFolderException NotWritten(string path, Exception cause) =>
        new($"{path} was not written: {Reason(cause)}. " +
            "It must be new or replaceable, on a disk with room. Free space, or choose another result folder.", cause);

    internal static ResultFolderException NoSuchFolder(string path) =>
        new($"There is no folder {path}; a result folder of a run was expected. " +
            "Name the folder that the run printed at its end.");

    internal static ResultFolderException NoRun(string path) =>
        new($"{path} has no {ResultFileNames.Run}, so it is not the result folder of a run. " +
            $"Name the folder that {ResultFileNames.Run} lies in; a run that was killed while it made its folder has none.");

    internal static ResultFolderException NotRead(string path, Exception cause) =>
        new($"{path} cannot be read: {Reason(cause)}. A readable file was expected. Check its permissions.", cause);

    internal static ResultFolderException NotJson(string path, Exception cause) =>
        new($"{path} is not JSON: {Reason(cause)}. One JSON object was expected. " +
            "Take the file from its origin again: a run replaces it as a whole, so it was damaged later.", cause);

    internal static ResultFolderException NotARun(string path, Exception cause) =>
        new($"{path} does not have the shape of schema version {RunResult.CurrentSchemaVersion}: {Reason(cause)}. " +
            "Take the file from its origin again: it was changed after the run.", cause);

    internal static ResultFolderException NoSchemaVersion(string path) =>
        new($"{path} has no schemaVersion; {RunResult.CurrentSchemaVersion} was expected. " +
            "Name the result folder of a soak run.");

    internal static ResultFolderException UnknownSchemaVersion(string path, string found) =>
        new($"{path} has schemaVersion {found}; this build knows {RunResult.CurrentSchemaVersion}. " +
            "Read it with the version of HotPath that wrote it; environment.version in the file names it.");

    /// <summary>Whether a file could not be written for what the disk or its permissions say: the framework has an exception of its own for a file that may not grow.</summary>
    internal static bool IsRefusal(Exception problem) => problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    internal static string Reason(Exception cause) => cause.Message.TrimEnd('.');
}
