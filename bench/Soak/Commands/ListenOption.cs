using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Gateway;

namespace HotPath.Soak.Commands;

/// <summary><c>run --listen</c>: where the live page is served.</summary>
internal static class ListenOption
{
    private const string Nowhere = "none";
    private const string AnyFreePort = "http://127.0.0.1:0";

    public static Option<string> Build() => new("--listen")
    {
        HelpName = "ADDRESS",
        Description = $"Where the live page is served, port 0 for any free one; '{Nowhere}' for nowhere.",
        DefaultValueFactory = _ => AnyFreePort,
    };

    /// <returns>Null for nowhere, or with a problem.</returns>
    public static IPEndPoint? Read(string text, List<string> problems)
    {
        if (text == Nowhere) return null;
        bool isOtherScheme = text.Contains("://", StringComparison.Ordinal) && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        string? problem = "the live page is served over http://.";
        if (!isOtherScheme && GatewayAddress.TryParse(text, out GatewayAddress? address, out problem)) return address.EndPoint;

        problems.Add($"--listen: {(isOtherScheme ? $"'{text}' has another scheme; {problem}" : problem)} Use an address such as {AnyFreePort}, or '{Nowhere}' for no live page.");
        return null;
    }

    /// <summary>Serves the page before anything else starts.</summary>
    /// <returns>Null where there is to be none.</returns>
    /// <exception cref="BadInputException">The address cannot be listened at.</exception>
    public static async Task<LivePage?> ServeAsync(IPEndPoint? listen, RunFeed feed)
    {
        if (listen is null) return null;

        try
        {
            return await LivePage.StartAsync(listen, feed).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            throw new BadInputException([$"--listen is 'http://{listen}', which cannot be listened at ({problem.Message}); a free address is expected. Choose another port, or '{Nowhere}'."]);
        }
    }
}
