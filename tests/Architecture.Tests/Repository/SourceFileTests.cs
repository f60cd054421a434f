namespace HotPath.Architecture.Tests.Repository;

public class SourceFileTests
{
    private const int MaxLines = 400;

    [Fact]
    public void SourceFiles_All_StayBelowTheLongestLength()
    {
        IReadOnlyList<string> files = RepositoryFiles.All(".cs");

        IEnumerable<string> tooLong = files
            .Select(file => (File: file, Lines: RepositoryFiles.ReadLines(file).Length))
            .Where(file => file.Lines > MaxLines)
            .Select(file => $"{file.File} has {file.Lines} lines; {MaxLines} is the most. Look for its second idea.");

        Assert.NotEmpty(files);
        Findings.AssertNone(tooLong);
    }
}
