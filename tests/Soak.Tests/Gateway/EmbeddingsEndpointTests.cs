using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Tests.Gateway;

public sealed class EmbeddingsEndpointTests : IDisposable
{
    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Post_FloatAndBase64_AreTheSameVectors()
    {
        JsonElement floats = await AnswerTo("""{"model":"e","input":["Hello","W\u00f6rld"]}""");
        JsonElement base64 = await AnswerTo("""{"model":"e","input":["Hello","W\u00f6rld"],"encoding_format":"base64"}""");

        string[] inputs = ["Hello", "W\u00f6rld"];
        for (int index = 0; index < 2; index++)
        {
            JsonElement item = floats.GetProperty("data")[index];
            float[] vector = [.. item.GetProperty("embedding").EnumerateArray().Select(component => component.GetSingle())];
            Assert.Equal("embedding", item.GetProperty("object").GetString());
            Assert.Equal(index, item.GetProperty("index").GetInt32());
            Assert.Equal(1_536, vector.Length);
            Assert.Equal(vector, Decode(base64.GetProperty("data")[index].GetProperty("embedding").GetBytesFromBase64()));
            Assert.True(SimulatedEmbedding.Matches(Encoding.UTF8.GetBytes(inputs[index]), vector));
        }

        Assert.Equal("list", floats.GetProperty("object").GetString());
        Assert.Equal("e", floats.GetProperty("model").GetString());
        Assert.True(floats.GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task Post_Dimensions_ShortensTheVector()
    {
        JsonElement answer = await AnswerTo("""{"model":"e","input":"Hello","dimensions":3}""");

        Assert.Equal(3, answer.GetProperty("data")[0].GetProperty("embedding").GetArrayLength());
    }

    [Fact]
    public async Task Post_Tokens_AreOneInputAnArray()
    {
        JsonElement one = await AnswerTo("""{"model":"e","input":[1,22,333],"dimensions":4}""");
        JsonElement two = await AnswerTo("""{"model":"e","input":[[1,22,333],[7]],"dimensions":4}""");

        Assert.Equal(1, one.GetProperty("data").GetArrayLength());
        Assert.Equal(3, one.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(2, two.GetProperty("data").GetArrayLength());
        Assert.Equal(4, two.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal(one.GetProperty("data")[0].GetRawText(), two.GetProperty("data")[0].GetRawText());
        Assert.NotEqual(one.GetProperty("data")[0].GetProperty("embedding").GetRawText(), two.GetProperty("data")[1].GetProperty("embedding").GetRawText());
    }

    [Fact]
    public async Task Post_AnyInput_TellsThatItIsSimulated()
    {
        Assert.Equal("hotpath-1", (await AnswerTo("""{"model":"e","input":"Hello"}""")).GetProperty("system_fingerprint").GetString());
    }

    [Theory]
    [InlineData("""{"input":"Hello"}""", "model")]
    [InlineData("""{"model":"e"}""", "input")]
    [InlineData("""{"model":"e","input":[]}""", "input")]
    [InlineData("""{"model":"e","input":{}}""", "input")]
    [InlineData("""{"model":"e","input":["Hello",2]}""", "input[1]")]
    [InlineData("""{"model":"e","input":"\ud800"}""", "input")]
    [InlineData("""{"model":"e","input":""}""", "input")]
    [InlineData("""{"model":"e","input":["a",""]}""", "input[1]")]
    [InlineData("""{"model":"e","input":[[]]}""", "input[0]")]
    [InlineData("""{"model":"e","input":[[1,-2]]}""", "input[0][1]")]
    [InlineData("""{"model":"e","input":[1.5]}""", "input[0]")]
    [InlineData("""{"model":"e","input":[1,"a"]}""", "input")]
    [InlineData("""{"model":"e","input":"Hello","dimensions":0}""", "dimensions")]
    [InlineData("""{"model":"e","input":"Hello","encoding_format":"hex"}""", "encoding_format")]
    public async Task Post_BodyThatIsNotARequest_Is400(string body, string param)
    {
        HttpResponseMessage response = await _gateway.PostAsync("/v1/embeddings", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, (await GatewayFixture.JsonOf(response)).GetProperty("error").GetProperty("param").GetString());
    }

    private async Task<JsonElement> AnswerTo(string body) => await GatewayFixture.JsonOf(
        (await _gateway.PostAsync("/v1/embeddings", body)).EnsureSuccessStatusCode());

    private static float[] Decode(byte[] bytes) =>
        [.. bytes.Chunk(4).Select(component => BinaryPrimitives.ReadSingleLittleEndian(component))];
}
