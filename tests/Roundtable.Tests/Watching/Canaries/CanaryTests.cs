using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Roundtable.Watching.Canaries;

namespace Roundtable.Tests.Watching.Canaries;

/// <summary>Sentences that nobody else has written, and their commitments.</summary>
public sealed class CanaryTests
{
    [Fact]
    public void A_canary_is_found_again_whatever_became_of_case_and_lines()
    {
        Canary[] canaries = [.. Enumerable.Range(0, 50).Select(_ => Canary.New())];
        var search = new CanarySearch(canaries);
        var words = canaries[7].Text.Split(' ');
        Assert.Equal([7], search.Find(Encoding.UTF8.GetBytes($"Before. {canaries[7].Text.ToUpperInvariant().Replace(" ", "\n ", StringComparison.Ordinal)} After.")));
        Assert.Equal([3, 7], search.Find(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { a = canaries[7].Text, b = "x " + canaries[3].Text }))));
        Assert.Equal([7], search.Find(Encoding.UTF8.GetBytes("someone wrote: " + string.Join(' ', words[4..8]))));
        Assert.Empty(search.Find("The old register lists nothing among the lamps of the harbour."u8));
    }

    [Fact]
    public void Canaries_differ_and_their_commitment_is_what_is_documented()
    {
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Canary.New().Text).Distinct(StringComparer.Ordinal).Count());
        var canary = new Canary("The old register lists a b c d among the lamps of the harbour.", new byte[16]);
        var bytes = Encoding.UTF8.GetBytes("roundtable-canary/1\0" + new string('\0', 16) + canary.Text);
        Assert.Equal(SHA256.HashData(bytes), canary.Commitment);
    }
}
