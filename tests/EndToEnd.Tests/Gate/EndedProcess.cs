namespace HotPath.EndToEnd.Tests.Gate;

/// <summary>Whether a process that is nobody's here is gone.</summary>
internal static class EndedProcess
{
    /// <summary>One whose parent is gone may stay as a name, in the state Z, until init looks at it: it runs no more, and holds nothing.</summary>
    public static void AssertEnded(int process)
    {
        string folder = $"/proc/{process}";
        if (!Directory.Exists(folder)) return;

        string stat = File.ReadAllText(Path.Combine(folder, "stat"));
        Assert.True(stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z'), $"process {process} is still there: {stat}");
    }
}
