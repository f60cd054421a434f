using HotPath.Soak.Commands;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Commands;

public sealed class ScenariosCommandTests
{
    [Fact]
    public async Task Scenarios_Listed_HaveTheirDescriptionsInAColumnOfTheirOwn()
    {
        using StringWriter output = new();

        int exitCode = await SoakCommandLine.InvokeAsync(["scenarios"], output, TextWriter.Null);

        string[] lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        int column = BuiltInScenarios.Names.Max(name => name.Length) + 2;
        Assert.Equal(0, exitCode);
        Assert.Equal(BuiltInScenarios.Names, lines.Select(line => line[..column].TrimEnd()));
        Assert.All(lines, line => Assert.Equal("  ", line[(column - 2)..column]));
        Assert.All(lines, line => Assert.False(char.IsWhiteSpace(line[column]), line));
    }
}
