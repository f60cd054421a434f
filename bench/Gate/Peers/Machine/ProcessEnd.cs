namespace HotPath.Gate.Peers.Machine;

/// <summary>What a process left behind.</summary>
internal sealed record ProcessEnd(int ExitCode, string Output, string Error)
{
    private const int LongestShown = 400;

    /// <summary>Its last words, short enough for a line.</summary>
    public string LastWords
    {
        get
        {
            string words = string.Join(' ', $"{Error} {Output}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return words.Length <= LongestShown ? words : $"... {words[^LongestShown..]}";
        }
    }
}
