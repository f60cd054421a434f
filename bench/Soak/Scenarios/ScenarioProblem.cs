namespace HotPath.Soak.Scenarios;

/// <summary>One mistake in a file that a user wrote.</summary>
/// <param name="Source">The file, as the user named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 characters as editors count.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
internal sealed record ScenarioProblem(string Source, int Line, int Column, string Message)
{
    public override string ToString() => $"{Source}({Line},{Column}): {Message}";
}
