using Roundtable.Corpus.Matches;

namespace Roundtable.Tests.Corpus.Matches;

/// <summary>The 128-bit hash against the results that xxHash's authors publish (Cyan4973/xxHash, cli/xsum_sanity_check.c, seed 0).</summary>
public sealed class XxHashTests
{
    // One length for each way in which the algorithm goes: empty, the short ones, and one to three blocks with and without a rest.
    [Theory]
    [InlineData(0, 0x99AA06D3014798D8, 0x6001C324468D497F)]
    [InlineData(1, 0xA6CD5E9392000F6A, 0xC44BDFF4074EECDB)]
    [InlineData(6, 0x082AFE0B8162D12A, 0x3E7039BDDA43CFC6)]
    [InlineData(12, 0x6E3EFD8FC7802B18, 0x061A192713F69AD9)]
    [InlineData(24, 0x0CE966E4678D3761, 0x1E7044D28B1B901D)]
    [InlineData(48, 0xA002AC4E5478227E, 0xF942219AED80F67B)]
    [InlineData(81, 0x4952F58181AB0042, 0x5E8BAFB9F95FB803)]
    [InlineData(222, 0x337E09641B948717, 0xF1AEBD597CEC6B3A)]
    [InlineData(403, 0x1B6DE21E332DD73D, 0xCDEB804D65C6DEA4)]
    [InlineData(512, 0x18D2D110DCC9BCA1, 0x617E49599013CB6B)]
    [InlineData(2048, 0xF736557FD47073A5, 0xDD59E2C3A5F038E0)]
    [InlineData(2240, 0xCCB134FBFA7CE49D, 0x6E73A90539CF2948)]
    [InlineData(2367, 0xE89C0F6FF369B427, 0xCB37AEB9E5D361ED)]
    public void Hashes_are_those_that_are_published(int length, ulong high, ulong low) =>
        Assert.Equal(new UInt128(high, low), XxHash.Of(Published(length)));

    /// <summary>The bytes that they are of: the highest byte of 2654435761 times the powers of 11400714785074694797.</summary>
    private static byte[] Published(int length)
    {
        var (bytes, state) = (new byte[length], 2654435761UL);
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)(state >> 56);
            state = unchecked(state * 11400714785074694797UL);
        }

        return bytes;
    }
}
