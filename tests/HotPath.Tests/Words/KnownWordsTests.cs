using HotPath.Analysis.Words;

namespace HotPath.Tests.Words;

public sealed class KnownWordsTests
{
    private static readonly KnownWords Leaf = new("tool run", ["--rate", "--out", "--help"], []);
    private static readonly KnownWords Group = new("tool", ["--help"], ["run", "report"]);

    [Theory]
    [InlineData("--rat", "'--rat' is no option of 'tool run'; did you mean --rate?")]
    [InlineData("--rat=5", "'--rat' is no option of 'tool run'; did you mean --rate?")]
    [InlineData("--bogus", "'--bogus' is no option of 'tool run'.")]
    [InlineData("-x", "'-x' is no option of 'tool run'.")]
    [InlineData("-", "'-' is a word too many for 'tool run'; leave it out.")]
    [InlineData("more", "'more' is a word too many for 'tool run'; leave it out.")]
    public void ProblemsWith_AWord_SaysWhatItIs(string word, string problem) => Assert.Equal([problem], Leaf.ProblemsWith([word]));

    [Fact]
    public void ProblemsWith_WhatFollowsAnOption_IsTakenForItsValue()
    {
        Assert.Equal(
            ["'--rat' is no option of 'tool run'; did you mean --rate?", "'--ou' is no option of 'tool run'; did you mean --out?", "'more' is a word too many for 'tool run'; leave it out."],
            Leaf.ProblemsWith(["--rat", "5", "--ou", "results", "more"]));
    }

    [Theory]
    [InlineData("reprot", "'reprot' is no command of 'tool'; did you mean report?")]
    [InlineData("compare", "'compare' is no command of 'tool'; there are run, report.")]
    public void ProblemsWith_UnknownCommand_LeavesOutWhatFollowsIt(string word, string problem) =>
        Assert.Equal([problem], Group.ProblemsWith([word, "results", "--wide"]));
}
