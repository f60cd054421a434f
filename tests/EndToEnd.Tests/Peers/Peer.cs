namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A program of somebody else's that a test needs. Where it is absent the test is skipped; in CI, where it must be there, it fails.</summary>
internal static class Peer
{
    private const string RequireVariable = "HOTPATH_REQUIRE_PEERS";

    /// <summary>Where a daemon lies on Debian, which is not on the path of every user.</summary>
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static bool IsRequired => Environment.GetEnvironmentVariable(RequireVariable) == "1";

    /// <param name="install">The command that brings it, for whoever reads that the test was skipped.</param>
    /// <returns>The full path of the program.</returns>
    public static string Require(string binary, string install) => Require(binary, install, IsRequired);

    public static string Require(string binary, string install, bool isRequired) =>
        FirstOf(PlacesOf(binary), binary, install, isRequired);

    /// <summary>The same for what is no program: a library that one of them loads.</summary>
    /// <param name="name">What it is, for the same reader.</param>
    /// <param name="places">Where it may lie; the first that is there is taken.</param>
    public static string RequireFile(string name, IEnumerable<string> places, string install) => RequireFile(name, places, install, IsRequired);

    public static string RequireFile(string name, IEnumerable<string> places, string install, bool isRequired) =>
        FirstOf(places, name, install, isRequired);

    private static string FirstOf(IEnumerable<string> places, string name, string install, bool isRequired)
    {
        if (places.FirstOrDefault(File.Exists) is { } path)
        {
            return path;
        }

        string reason = $"{name} is not on this machine; '{install}' installs it.";
        if (isRequired)
        {
            Assert.Fail($"{reason} It must be there, because {RequireVariable} is 1.");
        }

        Assert.Skip(reason);
        return reason; // Not reached: Skip throws, which the compiler is not told.
    }

    private static IEnumerable<string> PlacesOf(string binary)
    {
        string[] onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string fileName = OperatingSystem.IsWindows() ? $"{binary}.exe" : binary;
        return onPath.Concat(SystemFolders).Select(folder => Path.Combine(folder, fileName));
    }
}
