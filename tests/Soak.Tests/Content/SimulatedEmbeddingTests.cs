using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Tests.Content;

public class SimulatedEmbeddingTests
{
    [Fact]
    public void Write_ThenJsonAndBack_IsTheSameVector()
    {
        float[] vector = new float[1_536];
        SimulatedEmbedding.Write("Hello"u8, vector);

        float[] back = JsonSerializer.Deserialize<float[]>(JsonSerializer.Serialize(vector))!;

        Assert.Equal(vector, back);
        Assert.All(vector, component => Assert.InRange(component, -1f, 1f));
        Assert.True(vector.Distinct().Count() > 1_400);
    }

    [Fact]
    public void Matches_OwnInputOnly_IsTrue()
    {
        float[] vector = new float[8];
        SimulatedEmbedding.Write("Hello"u8, vector);

        Assert.True(SimulatedEmbedding.Matches("Hello"u8, vector));
        Assert.True(SimulatedEmbedding.Matches("Hello"u8, vector.AsSpan(0, 3)));
        Assert.False(SimulatedEmbedding.Matches("hello"u8, vector));
        Assert.False(SimulatedEmbedding.Matches("Hello"u8, []));
    }

    [Fact]
    public void Matches_OneComponentChanged_IsFalse()
    {
        float[] vector = new float[8];
        SimulatedEmbedding.Write("Hello"u8, vector);
        vector[7] = MathF.BitIncrement(vector[7]);

        Assert.False(SimulatedEmbedding.Matches("Hello"u8, vector));
    }
}
