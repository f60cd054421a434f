using System.Text;
using System.Text.RegularExpressions;
using HotPath.Soak.Dashboard;

namespace HotPath.Soak.Tests.Dashboard;

public partial class PageAssetTests
{
    private const string SvgNamespace = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Paths => [.. PageAsset.All.Select(asset => asset.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void All_Content_RefersToNothingOutside(string path)
    {
        string text = TextOf(path).Replace(SvgNamespace, "", StringComparison.Ordinal);

        Assert.DoesNotMatch(AnyAddress(), text);
    }

    [Fact]
    public void Index_References_AreAllServed()
    {
        string[] references = [.. Reference().Matches(TextOf("/")).Select(match => $"/{match.Groups["path"].Value}")];

        Assert.NotEmpty(references);
        Assert.Empty(references.Except(PageAsset.All.Select(asset => asset.Path)));
    }

    [Fact]
    public void Index_ForWhoCannotSeeIt_HasHeadingsALanguageAndALiveVerdict()
    {
        string page = TextOf("/");

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("id=\"verdict\" role=\"status\" aria-live=\"polite\"", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<h1>"));
        Assert.All(Regex.Matches(page, "<section[^>]*>").Select(match => match.Value), section => Assert.Contains("aria-labelledby", section, StringComparison.Ordinal));
    }

    private static string TextOf(string path) => Encoding.UTF8.GetString(PageAsset.All.Single(asset => asset.Path == path).Content);

    [GeneratedRegex("""https?:|["'(\s]//\w|@import|url\(""")]
    private static partial Regex AnyAddress();

    [GeneratedRegex("""(?:href|src)="(?<path>[^"]+)""")]
    private static partial Regex Reference();
}
