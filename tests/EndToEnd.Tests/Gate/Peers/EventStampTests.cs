using System.Text;
using HotPath.Gate.Peers;
using HotPath.Soak.Gateway;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class EventStampTests
{
    private const string Stream = "data: {\"role\":1}\n\n: due 12345\ndata: {}\n\n: comment\n: due x\n: due 678901\ndata: {}\n\ndata: [DONE]\n\n";

    [Fact]
    public void TryTake_AnySplit_FindsEachStampOnce()
    {
        byte[] stream = Encoding.UTF8.GetBytes(Stream);
        for (int first = 0; first <= stream.Length; first++)
        {
            for (int second = first; second <= stream.Length; second++)
            {
                List<long> stamps = [];
                byte[] rest = Take(stream[..first], stamps);
                rest = Take([.. rest, .. stream[first..second]], stamps);
                Take([.. rest, .. stream[second..]], stamps);

                Assert.True(stamps is [12_345, 678_901], $"split at {first} and {second}: {string.Join(' ', stamps)}");
            }
        }
    }

    [Fact]
    public void TryTake_NoStamp_KeepsNoMoreThanOneMayHaveBegunIn()
    {
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(new string('x', 100));

        Assert.False(EventStamp.TryTake(ref text, out _));
        Assert.InRange(text.Length, 0, EventStamp.Prefix.Length - 1);
    }

    [Fact]
    public void Header_OfARequest_IsTheOneThatTheGatewayKnows() =>
        Assert.Equal((ChatEndpoint.StampHeader, ChatEndpoint.StampDue), (EventStamp.Header, EventStamp.HeaderValue));

    private static byte[] Take(byte[] bytes, List<long> stamps)
    {
        ReadOnlySpan<byte> text = bytes;
        while (EventStamp.TryTake(ref text, out long dueAt)) stamps.Add(dueAt);
        return text.ToArray();
    }
}
