using HotPath.Architecture.Tests.Repository;
using HotPath.Sse;

namespace HotPath.Architecture.Tests.PublicApi;

public class PublicApiTests
{
    private const string ApprovedFile = "tests/Architecture.Tests/PublicApi/HotPath.txt";

    [Fact]
    public void HotPath_PublicSurface_IsTheApprovedOne()
    {
        string[] actual = [.. ApiListing.Of(typeof(SseParser).Assembly)];
        string[] approved = RepositoryFiles.ReadLines(ApprovedFile);

        if (actual.SequenceEqual(approved)) return;

        string received = Path.Combine(AppContext.BaseDirectory, "HotPath.received.txt");
        File.WriteAllText(received, string.Join('\n', actual) + "\n");
        Assert.Fail(string.Join(Environment.NewLine,
        [
            "What users of HotPath can name is not what was approved. Gone (-) and new (+):",
            .. ApiDifference.Between(approved, actual),
            "Is each of these meant, documented, and needed by somebody outside? Then, from the repository's root:",
            $"    cp {Path.GetRelativePath(RepositoryFiles.Root, received).Replace('\\', '/')} {ApprovedFile}",
        ]));
    }
}
