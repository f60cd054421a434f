using HotPath.Soak.Machine;

namespace HotPath.Soak.Tests.Machine;

public sealed class FileDescriptorsTests
{
    [Theory]
    [InlineData("Max open files            1024                 1048576              files     ", 1_024L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max file size             unlimited            unlimited            bytes     ", null)]
    public void LimitOf_LineOfTheKernel_IsTheSoftLimit(string line, long? expected)
    {
        Assert.Equal(expected, FileDescriptors.LimitOf(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
    }
}
