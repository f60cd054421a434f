using HotPath.Micro.Results;

namespace HotPath.EndToEnd.Tests.Micro;

public class MachineFolderTests
{
    private static readonly KeyValuePair<string, string>[] First = [new("HotPath", "commit 1"), new("command", "first")];
    private static readonly KeyValuePair<string, string>[] Second = [new("HotPath", "commit 2"), new("command", "second")];

    [Fact]
    public void Write_NewFolder_LeavesTheWholeTableAndWhatItWasRecordedWith()
    {
        using TemporaryFolder folder = new();
        MachineFolder machine = new(folder.NewPath("machine"));

        machine.Write("Sse", "| a |\n", "{}", First);

        Assert.Equal(["Sse.json", "Sse.md", "Versions.txt"], Files(machine));
        Assert.Equal("| a |\n", Read(machine, "Sse.md"));
        Assert.Equal(
            """
            What each table of this folder was recorded with. Written with the tables; not edited by hand.

            Sse
              HotPath           commit 1
              command           first

            """.ReplaceLineEndings("\n"),
            Read(machine, "Versions.txt"));
    }

    [Fact]
    public void Write_OneTableAgain_ReplacesItAndNoOther()
    {
        using TemporaryFolder folder = new();
        MachineFolder machine = new(folder.NewPath("machine"));
        machine.Write("Sse", "old, and longer than the new one\n", "{}", First);
        machine.Write("Chat", "other\n", "{}", First);

        machine.Write("Sse", "new\n", "{}", Second);

        Assert.Equal(["Chat.json", "Chat.md", "Sse.json", "Sse.md", "Versions.txt"], Files(machine));
        Assert.Equal("new\n", Read(machine, "Sse.md"));
        Assert.Equal("other\n", Read(machine, "Chat.md"));
        Assert.Equal(
            """
            What each table of this folder was recorded with. Written with the tables; not edited by hand.

            Chat
              HotPath           commit 1
              command           first

            Sse
              HotPath           commit 2
              command           second

            """.ReplaceLineEndings("\n"),
            Read(machine, "Versions.txt"));
    }

    private static IEnumerable<string> Files(MachineFolder machine) => Directory.GetFiles(machine.FullName).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Read(MachineFolder machine, string file) => File.ReadAllText(Path.Combine(machine.FullName, file));
}
