using HotPath.Architecture.Tests.Repository;

namespace HotPath.Architecture.Tests.Documents;

/// <summary>A C# block of a page is the program of a test, word for word; so it compiles, and does what is said of it.</summary>
public class ExampleTests
{
    private const string Folder = "tests/HotPath.Tests/Examples/";
    private static readonly string[] Pages = ["README.md", "src/HotPath/README.md"];

    public static TheoryData<string> AllPages => [.. Pages];

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Page_EachBlockOfCSharp_IsAProgramOfATest(string page)
    {
        string[] blocks = [.. MarkdownText.CodeBlocks(RepositoryFiles.ReadLines(page), "csharp")];
        HashSet<string> programs = [.. Programs().Values];

        Assert.NotEmpty(blocks);
        Findings.AssertNone(blocks
            .Where(block => !programs.Contains(block))
            .Select(block => $"{page} has a block that is no program of {Folder}; change the test, then copy what stands between its marks:\n{block}"));
    }

    [Fact]
    public void Examples_Each_AreShownOnAPage()
    {
        HashSet<string> blocks = [.. Pages.SelectMany(page => MarkdownText.CodeBlocks(RepositoryFiles.ReadLines(page), "csharp"))];

        Findings.AssertNone(Programs()
            .Where(program => !blocks.Contains(program.Value))
            .Select(program => $"{program.Key} is on none of {string.Join(", ", Pages)}; copy it there:\n{program.Value}"));
    }

    [Fact]
    public void ProgramOf_SeveralParts_JoinsThemAtTheMargin()
    {
        string[] source = ["// example: usings", "using System;", "// end", "class C", "{", "    // example: body", "    if (x)", "", "        y();", "    // end", "}"];

        Assert.Equal("using System;\n\nif (x)\n\n    y();", ExampleSource.ProgramOf(source));
    }

    [Theory]
    [InlineData("// example: a", "x")]
    [InlineData("// example: a", "x", "// example: b", "y", "// end")]
    public void ProgramOf_PartWithoutEnd_IsRefused(params string[] source)
    {
        Assert.Throws<FormatException>(() => ExampleSource.ProgramOf(source));
    }

    private static Dictionary<string, string> Programs() => RepositoryFiles.All("Example.cs")
        .Where(file => file.StartsWith(Folder, StringComparison.Ordinal))
        .ToDictionary(file => file, file => ExampleSource.ProgramOf(RepositoryFiles.ReadLines(file)));
}
