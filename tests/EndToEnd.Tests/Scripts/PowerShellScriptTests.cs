using System.Text.Json;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Scripts;

/// <summary>The syntax of run-bench.ps1, by tree-sitter's grammar: PowerShell itself is not on the machines that test.</summary>
public class PowerShellScriptTests
{
    private static readonly string Folder = SourceFolder.PathOf("Scripts", "node");

    [Fact]
    public async Task RunBench_AsWritten_KeepsTheGrammar()
    {
        string script = await File.ReadAllTextAsync(Path.Combine(SourceFolder.Root, "run-bench.ps1"), TestContext.Current.CancellationToken);

        Assert.Empty(await SyntaxErrorsAsync(script));
    }

    [Theory]
    [InlineData("param([string] $Filter", "line 1")]
    [InlineData("if ($true) { 1 }\nelseif { 2 }", "line 2")]
    [InlineData("$a = @('x', 'y'\nexit 0", "line 1")]
    public async Task SyntaxErrors_BrokenScript_NamesTheLine(string script, string line)
    {
        Assert.Contains(await SyntaxErrorsAsync(script), error => error.StartsWith(line, StringComparison.Ordinal));
    }

    private static async Task<string[]> SyntaxErrorsAsync(string script)
    {
        string node = Peer.Require("node", "apt-get install -y --no-install-recommends nodejs npm");
        Peer.RequireFile(
            "tree-sitter-powershell",
            [Path.Combine(Folder, "node_modules", "tree-sitter-powershell", "tree-sitter-powershell.wasm")],
            "npm ci --prefix tests/EndToEnd.Tests/Scripts/node");
        string json = await PeerCommand.RunAsync(node, ["--liftoff-only", Path.Combine(Folder, "syntax-errors.mjs")], script, TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<string[]>(json)!;
    }
}
