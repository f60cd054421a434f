using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests;
using HotPath.EndToEnd.Tests.Soak;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HotPath.Browser.Tests;

/// <summary>The live page as a user has it: the program's own process, a real browser.</summary>
public sealed class LivePageTests : IDisposable
{
    private const string Announcement = "live page  ";
    private static readonly LocatorAssertionsToHaveTextOptions InTime = new() { Timeout = 60_000 };
    private static readonly LocatorAssertionsToContainTextOptions InTimeWithin = new() { Timeout = 60_000 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Page_OfARun_MovesAndEndsWithItsVerdict()
    {
        await using Browser browser = await Browser.StartAsync();
        string results = _folder.NewPath("results");
        await using SoakProcess soak = SoakProcess.Start("run", "--duration", "6s", "--out", results);
        Uri address = new(await soak.WaitUntilSaidAsync(Announcement));
        WatchedPage wide = await browser.OpenAsync(address, width: 1280, ColorScheme.Light);
        WatchedPage narrow = await browser.OpenAsync(address, width: 360, ColorScheme.Dark);
        WatchedPage[] pages = [wide, narrow];

        foreach (WatchedPage page in pages) await SeesFiguresMoveAsync(page);
        int overflow = await narrow.OverflowAsync();
        (int exitCode, string output, string error) = await soak.WaitAsync();

        RunResult run = ResultReader.Read(results).Run;
        Assert.True(run.ExitCode == exitCode, $"{exitCode}\n{output}\n{error}");
        foreach (WatchedPage page in pages)
        {
            await Expect(page["verdict"].Locator("strong")).ToHaveTextAsync(run.Verdict!.ToUpperInvariant(), InTime);
            await Expect(page["link"]).ToContainTextAsync("The run has ended.", InTimeWithin);
            await Expect(page["limits"].Locator("tbody tr")).ToHaveCountAsync(run.Thresholds.Count);
            await Expect(page["plots"].Locator("svg")).ToHaveCountAsync(8);
            await Expect(page.Page).ToHaveTitleAsync($"{run.Verdict!.ToUpperInvariant()}: {run.Scenario}");
            Assert.Empty(page.Problems);
        }

        Assert.Equal((0, 0), (overflow, await narrow.OverflowAsync()));
    }

    [Fact]
    public async Task Page_RunKilledAndAnotherBegun_SaysSoAndIsWholeAgain()
    {
        await using Browser browser = await Browser.StartAsync();
        await using SoakProcess killed = SoakProcess.Start("run", "--duration", "10m", "--out", _folder.NewPath("killed"));
        Uri address = new(await killed.WaitUntilSaidAsync(Announcement));
        WatchedPage page = await browser.OpenAsync(address, width: 1280, ColorScheme.Dark);
        await SeesFiguresMoveAsync(page);

        killed.Kill();

        await Expect(page["link"]).ToContainTextAsync("Connection lost, trying again", InTimeWithin);
        await using SoakProcess next = SoakProcess.Start(
            "run", "closed-loop", "--duration", "10m", "--out", _folder.NewPath("next"), "--listen", address.GetLeftPart(UriPartial.Authority));
        await Expect(page["subject"]).ToContainTextAsync("closed-loop", InTimeWithin);
        await Expect(page["link"]).ToHaveTextAsync("", InTime);
        await SeesFiguresMoveAsync(page);
    }

    private static async Task SeesFiguresMoveAsync(WatchedPage page)
    {
        await Expect(page["progress"]).ToContainTextAsync("measuring", InTimeWithin);
        string before = (await page["figures"].TextContentAsync())!; // as the expectation reads it
        await Expect(page["figures"]).Not.ToHaveTextAsync(before, InTime);
        await Expect(page["plots"].Locator(".hp-line").First).ToBeAttachedAsync();
    }
}
