using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Chat;
using HotPath.Tests.Requests;

namespace HotPath.Tests.Chat;

public sealed class ChatTurnTests
{
    private static readonly ChatRequestOptions Options = new() { Model = "m", SystemPrompt = "Be brief.", Stream = true };

    [Fact]
    public void WriteBodyTo_PromptAlone_IsTheSameRequestAsWithoutATurn()
    {
        ChatRequestBuilder builder = new(Options with { MaxTokens = 5 });
        ArrayBufferWriter<byte> plain = new();
        builder.WriteBodyTo(plain, "Hello"u8, seed: 7);

        Assert.Equal(Encoding.UTF8.GetString(plain.WrittenSpan), Body(builder, new ChatTurn { PromptUtf8 = "Hello"u8, Seed = 7 }));
    }

    [Fact]
    public void WriteBodyTo_History_StandsBetweenSystemPromptAndPrompt()
    {
        using ChatHistory history = new();
        history.AddUser("Hi"u8);
        history.AddAssistant("How can I \"help\"?"u8);
        history.AddUser("Tell me more."u8);
        history.AddAssistant("\u00E9\n"u8);

        string body = Body(new(Options), new ChatTurn { PromptUtf8 = "Go on"u8, History = history, Seed = -1 });

        using JsonDocument json = JsonDocument.Parse(body);
        Assert.Equal(
            [("system", "Be brief."), ("user", "Hi"), ("assistant", "How can I \"help\"?"), ("user", "Tell me more."), ("assistant", "\u00E9\n"), ("user", "Go on")],
            Messages(json));
        Assert.Equal(-1, json.RootElement.GetProperty("seed").GetInt64());
    }

    [Fact]
    public void WriteBodyTo_ClearedHistory_SaysNothingOfBefore()
    {
        using ChatHistory history = new();
        history.AddUser("Hi"u8);
        int bytes = history.Bytes;
        history.Clear();

        string body = Body(new(new ChatRequestOptions { Model = "m" }), new ChatTurn { PromptUtf8 = "Hello"u8, History = history });

        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"Hello"}]}""", body);
        Assert.Equal(("{\"role\":\"user\",\"content\":\"Hi\"},".Length, 0), (bytes, history.Bytes));
    }

    [Theory]
    [MemberData(nameof(JsonTextTests.HostileTexts), MemberType = typeof(JsonTextTests))]
    public void WriteBodyTo_HostileHistory_IsReadBack(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        using ChatHistory history = new();
        history.AddUser(utf8);
        history.AddAssistant(utf8);

        using JsonDocument json = JsonDocument.Parse(Body(new(new ChatRequestOptions { Model = "m" }), new ChatTurn { PromptUtf8 = utf8, History = history }));

        string expected = Encoding.UTF8.GetString(utf8);
        Assert.Equal([("user", expected), ("assistant", expected), ("user", expected)], Messages(json));
    }

    [Fact]
    public void WriteBodyTo_MaxTokens_IsTheMemberOfTheOptions()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m", MaxTokensMember = "max_completion_tokens" });

        string body = Body(builder, new ChatTurn { PromptUtf8 = "a"u8, MaxTokens = 50, Seed = 3 });

        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"a"}],"max_completion_tokens":50,"seed":3}""", body);
        Assert.Throws<ArgumentOutOfRangeException>(() => Body(builder, new ChatTurn { MaxTokens = 0 }));
    }

    [Fact]
    public void WriteBodyTo_MaxTokensOfBoth_IsRefused()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m", MaxTokens = 5 });

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Body(builder, new ChatTurn { MaxTokens = 5 }));

        Assert.Contains("Leave MaxTokens out", refused.Message, StringComparison.Ordinal);
    }

    private static string Body(ChatRequestBuilder builder, in ChatTurn turn)
    {
        ArrayBufferWriter<byte> output = new();
        builder.WriteBodyTo(output, turn);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static (string?, string?)[] Messages(JsonDocument body) =>
    [
        .. body.RootElement.GetProperty("messages").EnumerateArray()
            .Select(message => (message.GetProperty("role").GetString(), message.GetProperty("content").GetString())),
    ];
}
