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
        SkipException skipped = Thrown<SkipException>(isRequired: false);

        Assert.Contains($"{Absent} is not on this machine; '{Install}' installs it.", skipped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_AbsentAndRequired_FailsWithTheCommandThatInstallsIt()
    {
        FailException failed = Thrown<FailException>(isRequired: true);

        Assert.Contains($"'{Install}' installs it. It must be there, because HOTPATH_REQUIRE_PEERS is 1.", failed.Message, StringComparison.Ordinal);
    }

    // Assert.Throws lets a skip through, which would skip the test of the skip.
    private static T Thrown<T>(bool isRequired)
        where T : Exception
    {
        try
        {
            Peer.Require(Absent, Install, isRequired);
        }
        catch (T expected)
        {
            return expected;
        }

        throw new InvalidOperationException($"Nothing was thrown for {Absent}; a {typeof(T).Name} was expected.");
    }
}
