using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Content;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Gateway;

public class ChunkRendererTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void Escape_EveryWord_IsWhatJsonReadsBack()
    {
        byte[] word = new byte[SimulatedText.MaxTokenBytes];
        byte[] escaped = new byte[SimulatedText.MaxTokenBytes * JsonText.MaxExpansion];
        for (int number = 0; number < SimulatedText.Vocabulary; number += 32) // those with a mark
        {
            ReadOnlySpan<byte> text = word.AsSpan(0, SimulatedText.WriteWord(number, word));

            ReadOnlySpan<byte> raw = escaped.AsSpan(0, JsonText.Escape(text, escaped));
            Assert.Equal(Encoding.UTF8.GetString(text), ReadBack(raw));

            ReadOnlySpan<byte> ascii = escaped.AsSpan(0, JsonText.EscapeToAscii(text, escaped));
            Assert.Equal(Encoding.UTF8.GetString(text), ReadBack(ascii));
            Assert.True(Ascii.IsValid(ascii));
        }
    }

    [Fact]
    public void Escape_EveryAsciiCharacter_IsWhatJsonReadsBack()
    {
        byte[] all = [.. Enumerable.Range(0, 128).Select(value => (byte)value)];
        byte[] escaped = new byte[all.Length * JsonText.MaxExpansion];

        ReadOnlySpan<byte> raw = escaped.AsSpan(0, JsonText.Escape(all, escaped));

        Assert.Equal(Encoding.ASCII.GetString(all), ReadBack(raw));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)] // everything but ASCII escaped
    public void WriteToken_SteadyState_AllocatesNothing(long seed)
    {
        ChunkRenderer renderer = RendererOf(seed);
        Write();

        long allocated = Allocations.Least(Write);

        Assert.Equal(0, allocated);

        void Write()
        {
            for (int index = 0; index < 1_000; index++)
            {
                _output.ResetWrittenCount();
                renderer.WriteToken(index);
            }
        }
    }

    [Fact]
    public void WriteToken_AnyIndex_ReturnsWhatItWrote()
    {
        ChunkRenderer renderer = RendererOf(seed: 5);

        int returned = renderer.WriteStart() + renderer.WriteToken(0) + renderer.WriteToken(1);

        Assert.Equal(_output.WrittenCount, returned);
        string[] events = Encoding.UTF8.GetString(_output.WrittenSpan).Split("\n\n");
        Assert.Equal(4, events.Length);
        Assert.Equal(
            SimulatedTextTests.TokenOf(5, 1),
            JsonElement.Parse(events[2]["data: ".Length..]).GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString());
    }

    private ChunkRenderer RendererOf(long seed)
    {
        AnswerRequest request = new(ModelName.Of("m"u8), seed, MaxTokens: null, Stream: true, WithUsage: true, PromptTokens: 1);
        ChunkRenderer renderer = new();
        renderer.Begin(_output, request, new StreamPlan(GatewayFixture.Instant, new GatewayFaults(), seed, maxTokens: null), completion: 1, createdAt: 0);
        return renderer;
    }

    private static string ReadBack(ReadOnlySpan<byte> escaped) =>
        JsonSerializer.Deserialize<string>([(byte)'"', .. escaped, (byte)'"'])!;
}
