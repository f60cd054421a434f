using System.Buffers;
using System.Text;
using HotPath.Soak.Load.Transports.Http3;

namespace HotPath.Soak.Tests.Load.Http3;

public sealed class HuffmanCodeTests
{
    /// <summary>The texts of RFC 7541, appendix C.4 and C.6.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("25a849e95ba97d7f", "custom-key")]
    [InlineData("25a849e95bb8e8b4bf", "custom-value")]
    [InlineData("6402", "302")]
    [InlineData("aec3771a4b", "private")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")]
    [InlineData("9d29ad171863c78f0b97c8e9ae82ae43d3", "https://www.example.com")]
    [InlineData("640eff", "307")]
    [InlineData("9bd9ab", "gzip")]
    [InlineData("94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")]
    public void Decode_TextsOfTheRfc_AreThose(string encoded, string text) => Assert.Equal(text, Decoded(Convert.FromHexString(encoded)));

    [Theory]
    [InlineData("ff8f")] // '<' needs 15 bits: one of these 16 is padding, and is no one
    [InlineData("6402fe")] // behind the text a whole byte, which no padding is
    [InlineData("6402ff")] // more padding than fits into a byte
    [InlineData("640000")] // "3000", and zeros
    [InlineData("ffffffff")] // the end of the string, said outright
    public void Decode_WhatNoEncoderWrites_IsRefused(string encoded)
    {
        Http3ProtocolException problem = Assert.Throws<Http3ProtocolException>(() => Decoded(Convert.FromHexString(encoded)));

        Assert.Equal(Http3Code.QpackDecompressionFailed, problem.Code);
    }

    private static string Decoded(byte[] encoded)
    {
        ArrayBufferWriter<byte> output = new();
        HuffmanCode.Decode(encoded, output);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
