namespace HotPath.Architecture.Tests;

/// <summary>Fails with every finding in full; xunit's own assertions on collections cut long sentences off.</summary>
internal static class Findings
{
    public static void AssertNone(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        if (all.Length > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, [$"{all.Length} found:", .. all]));
        }
    }
}
