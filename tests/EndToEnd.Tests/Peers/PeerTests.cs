using Xunit.Sdk;

namespace HotPath.EndToEnd.Tests.Peers;

public class PeerTests
{
    private const string Absent = "hotpath-no-such-program";
    private const string Install = "apt-get install -y it";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Require_ProgramThatIsThere_ReturnsItsPath(bool isRequired)
    {
        string path = Peer.Require("dotnet", Install, isRequired);

        Assert.True(Path.IsPathRooted(path));
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Require_AbsentAndOptional_SkipsWithTheCommandThatInstallsIt()
    {
        SkipException skipped = Thrown<SkipException>(() => Peer.Require(Absent, Install, isRequired: false));

        Assert.Contains($"{Absent} is not on this machine; '{Install}' installs it.", skipped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_AbsentAndRequired_FailsWithTheCommandThatInstallsIt()
    {
        FailException failed = Thrown<FailException>(() => Peer.Require(Absent, Install, isRequired: true));

        Assert.Contains($"'{Install}' installs it. It must be there, because HOTPATH_REQUIRE_PEERS is 1.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireFile_SecondPlaceHasIt_ReturnsThatPlace()
    {
        using TemporaryFolder folder = new();
        string there = folder.AddFile("library.jar", "");

        string path = Peer.RequireFile("library", [folder.NewPath("absent.jar"), there], Install, isRequired: true);

        Assert.Equal(there, path);
    }

    [Fact]
    public void RequireFile_InNoPlace_SkipsOrFailsAsAProgramDoes()
    {
        SkipException skipped = Thrown<SkipException>(() => Peer.RequireFile(Absent, [], Install, isRequired: false));
        FailException failed = Thrown<FailException>(() => Peer.RequireFile(Absent, [], Install, isRequired: true));

        Assert.Contains($"{Absent} is not on this machine; '{Install}' installs it.", skipped.Message, StringComparison.Ordinal);
        Assert.Contains("It must be there, because HOTPATH_REQUIRE_PEERS is 1.", failed.Message, StringComparison.Ordinal);
    }

    // Assert.Throws lets a skip through, which would skip the test of the skip.
    private static T Thrown<T>(Action require)
        where T : Exception
    {
        try
        {
            require();
        }
        catch (T expected)
        {
            return expected;
        }

        throw new InvalidOperationException($"Nothing was thrown for {Absent}; a {typeof(T).Name} was expected.");
    }
}
