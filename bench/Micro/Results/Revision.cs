using System.ComponentModel;
using System.Diagnostics;

namespace HotPath.Micro.Results;

/// <summary>The state of the sources that were measured.</summary>
/// <param name="Commit">The whole hash; null where git cannot tell.</param>
/// <param name="IsChanged">Whether a file differs from it or is new to it. Recorded results do not count: recording changes them.</param>
internal sealed record Revision(string? Commit, bool IsChanged)
{
    public static Revision Of(string repository) => Git(repository, "rev-parse", "HEAD") is { Length: > 0 } commit
        ? new Revision(commit, Git(repository, "status", "--porcelain", "--", ".", ":(exclude)results") is not "")
        : new Revision(null, IsChanged: false);

    public override string ToString() => Commit is null
        ? "commit unknown"
        : $"commit {Commit}{(IsChanged ? ", with changes that are not committed" : "")}";

    private static string? Git(string repository, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new("git", ["-C", repository, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { }; // read, so that it cannot fill its pipe and wait
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception) // there is no git
        {
            return null;
        }
    }
}
