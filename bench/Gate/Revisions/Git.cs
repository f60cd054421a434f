using System.ComponentModel;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Revisions;

/// <summary>git, as it is typed in one folder.</summary>
internal sealed class Git(string folder)
{
    public string Folder => folder;

    /// <summary>The repository that a folder lies in.</summary>
    /// <exception cref="GateException">It lies in none, or git is not on this machine.</exception>
    public static async Task<Git> OfAsync(string folder, CancellationToken cancellationToken)
    {
        ProcessEnd end = await RunAsync(folder, ["rev-parse", "--show-toplevel"], cancellationToken).ConfigureAwait(false);
        return end.ExitCode == 0
            ? new Git(end.Output.Trim())
            : throw GateException.BadInput($"'{folder}' lies in no git repository ({end.Said}); commits are compared of a project that does.");
    }

    public Task<ProcessEnd> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments) => RunAsync(folder, arguments, cancellationToken);

    /// <returns>All that it printed.</returns>
    /// <exception cref="GateException">It failed.</exception>
    public async Task<string> AskAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        ProcessEnd end = await RunAsync(cancellationToken, arguments).ConfigureAwait(false);
        return end.ExitCode == 0 ? end.Output : throw GateException.BadInput($"'git {string.Join(' ', arguments)}' failed: {end.Said}");
    }

    private static async Task<ProcessEnd> RunAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            await using ChildProcess process = ChildProcess.Start(new Launch("git", arguments) { Folder = folder }, pin: null);
            return await process.EndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw GateException.BadInput($"git cannot be started ({e.Message}); install it to compare commits.");
        }
    }
}
