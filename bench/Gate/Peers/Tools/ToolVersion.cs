using System.ComponentModel;
using System.Text.RegularExpressions;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>Asks a program for its version, and the system's packages where it does not know.</summary>
internal static partial class ToolVersion
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <param name="package">Of Debian; null where the program does not come from one.</param>
    public static async Task<string?> AskAsync(Launch launch, string? package, CancellationToken cancellationToken)
    {
        string? said = In(await OutputAsync(launch, cancellationToken).ConfigureAwait(false) ?? "");
        return said is null && package is not null
            ? In(await OutputAsync(new Launch("dpkg-query", ["-W", "-f", "${Version}", package]), cancellationToken).ConfigureAwait(false) ?? "")
            : said;
    }

    /// <summary>The first word of its first lines that looks like a version.</summary>
    public static string? In(string output) => Version().Match(output) is { Success: true } found ? found.Groups["version"].Value : null;

    private static async Task<string?> OutputAsync(Launch launch, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(Longest);
        try
        {
            await using ChildProcess process = ChildProcess.Start(launch, pin: null);
            ProcessEnd end = await process.EndAsync(waiting.Token).ConfigureAwait(false);
            return $"{end.Output}\n{end.Error}"; // some leave with an exit code of their own when asked
        }
        catch (Exception e) when (e is Win32Exception || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    [GeneratedRegex("""(?<![\w.])v?(?<version>(debian/)?\d+\.\d+[\w.+~\-]*)""")]
    private static partial Regex Version();
}
