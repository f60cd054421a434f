namespace HotPath.Soak.Runs;

/// <summary>A run that began and cannot go on, by no fault of its user's input: its results can no longer be written.</summary>
internal sealed class RunBrokenException : Exception
{
    private RunBrokenException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public static RunBrokenException CannotMerge(string folder, Exception cause) =>
        new($"The merged run could not be written to {folder}: {cause.Message} The workers' folders are as they were; delete what was begun and merge them again.", cause);

    public static RunBrokenException CannotWrite(string folder, Exception cause) =>
        new($"The run was ended because its results could not be written any more: {cause.Message} What was written until then is still there: 'hotpath-soak report {folder}' says what it shows.", cause);
}
