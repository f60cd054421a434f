namespace HotPath.Gate.Machine;

/// <summary>What a process left behind.</summary>
internal sealed record ProcessEnd(int ExitCode, string Output, string Error)
{
    private const int LongestShown = 400;

    /// <summary>All that it said, errors first, cut short enough for a line.</summary>
    public string Said
    {
        get
        {
            string said = string.Join(' ', $"{Error} {Output}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return said.Length <= LongestShown ? said : $"{said[..LongestShown]} ...";
        }
    }
}
