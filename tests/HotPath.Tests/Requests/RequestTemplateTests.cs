using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Requests;

namespace HotPath.Tests.Requests;

public sealed class RequestTemplateTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    private string Written => Encoding.UTF8.GetString(_output.WrittenSpan);

    [Fact]
    public void Begin_SlotsOfEveryKind_WritesJsonWithTheirValues()
    {
        RequestTemplate template = RequestTemplate.Parse(
            """{"seed":{{seed}},"user":"u-{{ user }}/{{n}}","nested":{"input":{{prompt}}},"extra":{{extra}}}""");

        template.Begin(_output).Number(long.MinValue).Text("a\"b"u8).Number(7).Text("x\n\"y\"\uD800").Raw("[{}]"u8).End();

        Assert.Equal(["seed", "user", "n", "prompt", "extra"], template.SlotNames);
        Assert.Equal(5, template.SlotCount);
        using JsonDocument document = JsonDocument.Parse(Written);
        JsonElement root = document.RootElement;
        Assert.Equal(long.MinValue, root.GetProperty("seed").GetInt64());
        Assert.Equal("u-a\"b/7", root.GetProperty("user").GetString());
        Assert.Equal("x\n\"y\"\uFFFD", root.GetProperty("nested").GetProperty("input").GetString());
        Assert.Equal("[{}]", root.GetProperty("extra").GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"a":{"b":{"c":{}}},"text":"{name} }} ${x} \" \\"}""")]
    [InlineData("{\"text\":\"caf\u00E9 \U0001F600\"}")]
    public void Parse_TextWithoutSlots_IsWrittenUnchanged(string json)
    {
        RequestTemplate template = RequestTemplate.Parse(json);

        template.Begin(_output).End();

        Assert.Equal(0, template.SlotCount);
        Assert.Equal(json, Written);
    }

    [Theory]
    [InlineData("{{a}}", "1")]
    [InlineData("{\"m\":{{a}}}", "{\"m\":1}")]
    [InlineData("{\"m\":{\"n\":{{a}}}}", "{\"m\":{\"n\":1}}")]
    [InlineData("[{{a}}]", "[1]")]
    [InlineData("\"{{{{a}}{{a}}\"", "\"{{a}}1\"")]
    [InlineData("\"\\\"{{a}}\"", "\"\\\"1\"")]
    public void Parse_SlotBesideBraces_EndsAtItsOwn(string json, string expected)
    {
        RequestTemplate.Parse(json).Begin(_output).Number(1).End();

        Assert.Equal(expected, Written);
    }

    [Theory]
    [InlineData("\"{{a}}\"", "\"t\"")]
    [InlineData("\"\\\\\",{{a}}", "\"\\\\\",\"t\"")] // an escaped backslash does not escape the quote behind it
    [InlineData("\"\\\"{{a}}\"", "\"\\\"t\"")] // an escaped quote does not close the string
    public void Text_InAndOutOfQuotes_HasQuotesOnce(string json, string expected)
    {
        RequestTemplate.Parse(json).Begin(_output).Text("t").End();
        Assert.Equal(expected, Written);

        _output.ResetWrittenCount();
        RequestTemplate.Parse(json).Begin(_output).Text("t"u8).End();
        Assert.Equal(expected, Written);
    }

    [Fact]
    public void Parse_SeveralMistakes_ListsThemAllWithTheirPlaces()
    {
        RequestTemplateException refused = Assert.Throws<RequestTemplateException>(
            () => RequestTemplate.Parse("""{"a":{{se ed}},"b":{{}},"c":{{{d}},"e":{{f"""));

        Assert.Collection(
            refused.Problems,
            first => Assert.Contains("index 5 is named 'se ed'", first),
            second => Assert.Contains("index 19 is named ''", second),
            third => Assert.Contains("index 28 is named '{d'", third),
            fourth => Assert.Contains("index 39 has no '}}'", fourth));
        Assert.All(refused.Problems, problem => Assert.Contains(problem, refused.Message));
        Assert.All(refused.Problems, problem => Assert.Contains("'{{{{'", problem));
    }

    [Fact]
    public void Parse_StringThatDoesNotClose_SaysWhereItOpened()
    {
        RequestTemplateException refused = Assert.Throws<RequestTemplateException>(() => RequestTemplate.Parse("""{"a":"b\"}"""));

        Assert.Contains("index 5", Assert.Single(refused.Problems));
    }

    [Fact]
    public void Writer_TooFewOrTooManyValues_Throws()
    {
        RequestTemplate template = RequestTemplate.Parse("[{{a}},{{b}}]");

        InvalidOperationException tooFew = Assert.Throws<InvalidOperationException>(() => template.Begin(_output).Number(1).End());
        Assert.Throws<InvalidOperationException>(() => { template.Begin(_output).Number(1).Number(2).Number(3); });
        Assert.Throws<InvalidOperationException>(() => { template.Begin(_output).Number(1).Number(2).Text("c"u8); });
        Assert.Throws<InvalidOperationException>(() => { template.Begin(_output).Number(1).Number(2).Text("c"); });
        Assert.Throws<InvalidOperationException>(() => { template.Begin(_output).Number(1).Number(2).Raw("c"u8); });

        Assert.Contains("'b'", tooFew.Message);
    }

    [Fact]
    public void Writer_HeldInAVariable_WritesLikeAChain()
    {
        RequestTemplate template = RequestTemplate.Parse("[{{a}},{{b}}]");

        RequestTemplateWriter writer = template.Begin(_output);
        foreach (string name in template.SlotNames) writer.Text(name);
        writer.End();

        Assert.Equal("""["a","b"]""", Written);
    }
}
