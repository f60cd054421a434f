using HotPath.Gate.Peers;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class StallTruthTests
{
    private const int Rate = 2_000;
    private const int Load = 10;

    [Fact]
    public void FromModel_OneSecondInTen_IsNineTenthsOfASecond() => Assert.Equal(900, StallTruth.FromModel(stall: 1, Load), precision: 9);

    [Fact]
    public void FromModel_StallThatFewerThanOneInAHundredMeet_IsNothing() => Assert.Equal(0, StallTruth.FromModel(stall: 0.05, Load));

    [Fact]
    public void FromLog_ServerThatCatchesUpAtOnce_IsTheModel() =>
        Assert.Equal(900, StallTruth.FromLog(Answers(catchUp: 0), Rate, Load)!.Value, tolerance: 1);

    [Fact]
    public void FromLog_ServerThatTakesTimeToCatchUp_AddsIt()
    {
        double truth = StallTruth.FromLog(Answers(catchUp: 0.000_05), Rate, Load)!.Value;

        Assert.Equal(900 + 10, truth, tolerance: 1); // the 200th of the backlog is answered 200 x 50 us after the stall's end
    }

    [Fact]
    public void FromLog_AnswersOfAWarmUp_AreNoPartOfIt()
    {
        double[] warmUp = [.. Enumerable.Range(-3 * Rate, 3 * Rate).Select(number => (double)number / Rate)];

        Assert.Equal(900, StallTruth.FromLog([.. warmUp, .. Answers(catchUp: 0)], Rate, Load)!.Value, tolerance: 1);
    }

    [Fact]
    public void FromLog_FewerAnswersThanWereDue_IsUnknown() => Assert.Null(StallTruth.FromLog([.. Answers(catchUp: 0).Skip(1)], Rate, Load));

    /// <summary>Answers without a wait but for a stall of a second, from 4.5 s on.</summary>
    /// <param name="catchUp">Seconds for each request of the backlog.</param>
    private static double[] Answers(double catchUp)
    {
        const double stallAt = 4.5;
        const double stallEnd = 5.5;
        double free = stallEnd;
        double[] answers = new double[Rate * Load];
        for (int number = 0; number < answers.Length; number++)
        {
            double due = (double)number / Rate;
            answers[number] = due < stallAt || due >= free ? due : free += catchUp;
        }

        return answers;
    }
}
