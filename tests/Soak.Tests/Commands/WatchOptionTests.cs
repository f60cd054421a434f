using HotPath.Soak.Commands;

namespace HotPath.Soak.Tests.Commands;

public sealed class WatchOptionTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("=1")]
    [InlineData("-1")]
    [InlineData("it=")]
    [InlineData("2147483647")] // no kernel gives it
    public void Read_NoProcess_IsAProblemWithWhatToDo(string text)
    {
        List<string> problems = [];

        Assert.Empty(WatchOption.Read([text], problems));

        Assert.StartsWith($"--watch-pid is '{text}'; ", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ProcessesWithAndWithoutANameAndOneTwice_HaveNames()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched on Linux alone.");
        List<string> problems = [];
        int own = Environment.ProcessId;

        IReadOnlyList<(string Name, int Pid)> watched = WatchOption.Read([$"it={own}", $"{own}", $"it={own}"], problems);

        Assert.Equal([("it", own), (watched[1].Name, own)], watched);
        Assert.NotEmpty(watched[1].Name);
        Assert.StartsWith("--watch-pid names 'it' twice;", Assert.Single(problems), StringComparison.Ordinal);
    }
}
