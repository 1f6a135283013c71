using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Secrets;
using Roundtable.Record.Storage;
using Roundtable.Tests.Record.Storage;

namespace Roundtable.Tests.Record.Secrets;

/// <summary>A known secret is found in whatever text, encoding and place it stands, nothing else is taken for one, and what holds one is not written.</summary>
public sealed class SecretGuardTests
{
    private const string Key = "sk-live-3f9a7c2e51d84b60+a1/Zz";
    private const string Token = "rt_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly SecretForm _form = new("a token", "rt_", 64);
    private static readonly SecretGuard _guard = Guard(Key);

    public static TheoryData<string> Encodings => new(Encoders.Keys);

    private static Dictionary<string, Func<byte[], string>> Encoders { get; } = new(StringComparer.Ordinal)
    {
        ["as it is"] = Encoding.Latin1.GetString,
        ["hexadecimal"] = Convert.ToHexStringLower,
        ["upper-case hexadecimal"] = Convert.ToHexString,
        ["base64"] = Convert.ToBase64String,
        ["base64 after one byte"] = b => Convert.ToBase64String([7, .. b, 9]),
        ["base64 after two bytes"] = b => Convert.ToBase64String([255, 1, .. b, 1, 2, 3]),
        ["base64url"] = b => Convert.ToBase64String([250, .. b]).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        ["base64 with escaped slashes"] = b => Convert.ToBase64String([251, 2, .. b]).Replace("/", "\\/", StringComparison.Ordinal),
        ["JSON escapes"] = b => string.Concat(b.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))),
        ["some JSON escapes"] = b => string.Concat(b.Select((c, i) => i % 3 == 0 ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : $"{(char)c}")),
        ["JSON in JSON"] = b => string.Concat(b.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\\\u{(int)c:x4}"))),
        ["hexadecimal escapes"] = b => string.Concat(b.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"))),
        ["URL encoding"] = b => string.Concat(b.Select(c => string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}"))),
        ["some URL encoding"] = b => Uri.EscapeDataString(Encoding.Latin1.GetString(b)),
        ["URL encoding in JSON"] = b => string.Concat(b.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u0025{(int)c:x2}"))),
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_secret_is_found_in_each_encoding_at_each_place(string encoding)
    {
        var random = new Random(17);
        for (var i = 0; i < 300; i++)
        {
            var secret = i % 2 == 0 ? Encoding.ASCII.GetBytes(Key) : Encoding.ASCII.GetBytes(Token);
            var text = Noise(random, random.Next(90)) + Encoders[encoding](secret) + Noise(random, random.Next(90));
            var found = _guard.Find(Encoding.Latin1.GetBytes(text));
            Assert.True(found is not null, text);
            Assert.Equal(i % 2 == 0 ? "the key" : "a token", found.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Of_a_secret_that_lacks_one_character_nothing_is_found(string encoding)
    {
        foreach (var secret in (string[])[Key, Token])
        {
            var other = Encoding.ASCII.GetBytes(secret);
            other[secret.Length / 2] ^= 0x13;
            Assert.Null(_guard.Find(Encoding.Latin1.GetBytes($"x {Encoders[encoding](other)} y")));
            Assert.Null(_guard.Find(Encoding.Latin1.GetBytes($"x {Encoders[encoding](Encoding.ASCII.GetBytes(secret)[..^1])}")));
        }
    }

    [Fact]
    public void Many_secrets_are_found_where_a_plain_search_finds_them()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var secrets = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Bytes(random, random.Next(KnownSecret.MinLength, 300))).ToList();
            var guard = new SecretGuard(secrets.Select((s, i) => new KnownSecret(i.ToString(CultureInfo.InvariantCulture), s)), []);
            var text = Bytes(random, random.Next(2000));
            if (random.Next(2) == 0)
            {
                // Most of a secret, or all of it.
                var chosen = secrets[random.Next(secrets.Count)];
                text = [.. text, .. chosen[..(chosen.Length - random.Next(2))], .. Bytes(random, random.Next(20))];
            }

            Assert.Equal(secrets.Exists(s => text.AsSpan().IndexOf(s) >= 0), guard.Find(text) is not null);
        }
    }

    [Fact]
    public void An_escaped_secret_is_found_wherever_a_long_text_is_cut_for_decoding()
    {
        var escaped = Encoders["JSON in JSON"](Encoding.ASCII.GetBytes(Key));
        foreach (var before in (int[])[0, (256 << 10) - escaped.Length, (256 << 10) - (escaped.Length / 2), 256 << 10, (512 << 10) - 3, 600_000])
        {
            Assert.NotNull(_guard.Find(Encoding.ASCII.GetBytes(new string('x', before) + escaped + new string('y', 300_000))));
        }

        Assert.Null(_guard.Find(Encoding.ASCII.GetBytes(new string('x', 600_000) + escaped[..^1] + new string('%', 300_000))));
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("0000000000000000000000000000")]
    [InlineData("not-needed-here")]
    public void What_occurs_in_other_texts_is_no_secret_that_is_searched_for(string value) =>
        Assert.Null(Guard(value).Find(Encoding.ASCII.GetBytes($"the key is {value}")));

    [Fact]
    public void No_bytes_make_it_fail()
    {
        var random = new Random(3);
        var alphabet = Encoding.Latin1.GetBytes("\\\\\\uuxx%%0024afrt_ydFJ0XcnRf72745f/é");
        for (var i = 0; i < 3000; i++)
        {
            var text = new byte[random.Next(60)];
            random.GetItems<byte>(alphabet, text);
            Assert.Null(_guard.Find(text));
        }
    }

    /// <summary>A search travels with its content, but only to the log that knows the same secrets.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_others_searched_for_other_secrets_is_searched_again(bool same)
    {
        using var data = new DataDirectory();
        await using var log = RecordLog.Over(FileStore.Open(data.Path, new LogOptions()), TimeProvider.System, _guard);
        var others = new SecretGuard([new KnownSecret("another key", Encoding.ASCII.GetBytes("sk-another-0123456789abcdef"))], []);
        var content = DigestedContent.Searched(Encoding.ASCII.GetBytes($"Your key: {Key}"), same ? _guard : others);
        Assert.Equal(same, content.Find(same ? _guard : others) is not null);
        Assert.NotNull(content.Find(_guard));
        Assert.Null(content.Find(SecretGuard.None));
        var leaf = new Leaf { Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch, Output = content.Digest };
        await Assert.ThrowsAsync<SecretRefusedException>(() => log.AppendDigestedAsync(leaf, [content], TestContext.Current.CancellationToken));
        Assert.Equal(0, log.Size);
    }

    /// <summary>A search is remembered: the bytes, changed against the contract after it, are not looked at again.</summary>
    [Fact]
    public void What_was_searched_once_is_not_searched_again()
    {
        var bytes = new byte[Key.Length];
        var content = DigestedContent.Searched(bytes, _guard);
        Encoding.ASCII.GetBytes(Key, bytes);
        Assert.Null(content.Find(_guard));
        Assert.NotNull(DigestedContent.Of(bytes).Find(_guard));
    }

    [Fact]
    public async Task What_holds_a_secret_is_refused_and_nothing_of_it_is_written()
    {
        using var data = new DataDirectory();
        await using (var log = RecordLog.Over(FileStore.Open(data.Path, new LogOptions()), TimeProvider.System, _guard))
        {
            await DataDirectory.AppendAsync(log, 1);
            var encoded = Encoding.ASCII.GetBytes($"Your key: {Convert.ToBase64String([1, .. Encoding.ASCII.GetBytes(Key)])}");
            var leaf = new Leaf { Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch, Output = Digest.Of(encoded) };
            var content = await Assert.ThrowsAsync<SecretRefusedException>(() => log.AppendAsync(leaf, [encoded], TestContext.Current.CancellationToken));
            Assert.Contains("the output contains the key, in base64", content.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, content.Message, StringComparison.Ordinal);

            byte[] harmless = [1, 2, 3];
            var named = new Leaf
            {
                Kind = LeafKind.ModelOutput,
                Time = DateTimeOffset.UnixEpoch,
                Producer = new Producer("lab", "m", $"m {Key}", new Route(RouteKind.Direct)),
                Output = Digest.Of(harmless),
            };
            await Assert.ThrowsAsync<SecretRefusedException>(() => log.AppendAsync(named, [harmless], TestContext.Current.CancellationToken));
            Assert.Equal(1, log.Size);
            await DataDirectory.AppendAsync(log, 2);
            Assert.Equal(2, log.Size);
        }

        foreach (var file in Directory.EnumerateFiles(data.Path, "*", SearchOption.AllDirectories))
        {
            Assert.Null(_guard.Find(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        }
    }

    private static SecretGuard Guard(string key) => new([new KnownSecret("the key", Encoding.ASCII.GetBytes(key))], [_form]);

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Noise(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(' ', 'z')).Where(c => c is not ('\\' or '%')));
}
