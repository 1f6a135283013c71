using System.IO.Hashing;
using System.Text;
using Roundtable.Corpus.Sensitive;

namespace Roundtable.Tests.Corpus.Sensitive;

/// <summary>Keys and personal data in texts. Keys are put together here, so that no scanner takes this file for one that leaks them.</summary>
public sealed class SensitiveSearchTests
{
    private const string Random = "kJ8s2LmQ9xZr4TvB7nWc1YpD6fHg3AeU5iOo0RqXyMbNtVzCwSdEaKlPjGhFuI";

    private static string Checked(string random)
    {
        const string base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var sum = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(random));
        var digits = "";
        for (var i = 0; i < 6; i++, sum /= 62)
        {
            digits = base62[(int)(sum % 62)] + digits;
        }

        return random + digits;
    }

    public static TheoryData<string, SensitiveKind, string> Found => new()
    {
        { "sk-ant-" + "api03-" + Random + Random[..30] + "AA", SensitiveKind.ApiKey, "Anthropic API key" },
        { "sk-proj-" + Random + "_" + Random[..20], SensitiveKind.ApiKey, "OpenAI API key" },
        { "sk-" + Random[..20] + "T3Blbk" + "FJ" + Random[20..40], SensitiveKind.ApiKey, "OpenAI API key" },
        { "AKIA" + "Q3EGRZ7MHT2LSXWV", SensitiveKind.ApiKey, "AWS access key" },
        { "ghp_" + Checked(Random[..30]), SensitiveKind.ApiKey, "GitHub token" },
        { "npm_" + Checked(Random[10..40]), SensitiveKind.ApiKey, "npm token" },
        { "hf_" + "QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi", SensitiveKind.ApiKey, "Hugging Face token" },
        { "AIza" + Random[..35], SensitiveKind.ApiKey, "Google API key" },
        { "sk_live_" + Random[..24], SensitiveKind.ApiKey, "Stripe key" },
        { "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9." + Random[..43], SensitiveKind.WebToken, "JSON Web Token" },
        { "jane.doe+news@mail.uni-bonn.de", SensitiveKind.EmailAddress, "e-mail address" },
        { "JANE@GMAIL.COM", SensitiveKind.EmailAddress, "e-mail address" },
        { "+44 20 7946 1958", SensitiveKind.PhoneNumber, "telephone number" },
        { "(415) 867-5309", SensitiveKind.PhoneNumber, "telephone number" },
        { "415-867-5309", SensitiveKind.PhoneNumber, "telephone number" },
        { "4539 1488 0343 6467", SensitiveKind.CardNumber, "card number (Visa)" },
        { "5425-2334-3010-9911", SensitiveKind.CardNumber, "card number (Mastercard)" },
        { "36271950381744", SensitiveKind.CardNumber, "card number (Diners Club)" },
        { "213198472615306", SensitiveKind.CardNumber, "card number (JCB)" },
        { "4539148803436467123", SensitiveKind.CardNumber, "card number (Visa)" },
        { "6762718394051629", SensitiveKind.CardNumber, "card number (Maestro)" },
        { "DE44 5001 0517 5407 3249 31", SensitiveKind.BankAccount, "IBAN" },
        { "NL20INGB0001234567", SensitiveKind.BankAccount, "IBAN" },
        { "536-22-8145", SensitiveKind.SocialSecurityNumber, "US social security number" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void Sensitive_data_is_found_where_it_stands(string data, SensitiveKind kind, string name)
    {
        foreach (var (before, after) in ((string, string)[])[("", ""), ("It is ", "."), ("key=\"", "\""), ("Ünïcödé 漢字: ", ", and so on"), ("\n", "\n")])
        {
            var hit = Assert.Single(Hits(before + data + after));
            Assert.Equal((kind, name, false), (hit.Kind, hit.Name, hit.IsExample));
            Assert.Equal(data, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(before + data + after), hit.Start, hit.Length));
        }
    }

    [Theory]
    [InlineData("user@example.com")]
    [InlineData("me@sub.example.org")]
    [InlineData("a@b.test")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4242424242424242")]
    [InlineData("GB82 WEST 1234 5698 7654 32")]
    [InlineData("123-45-6789")]
    [InlineData("(212) 555-0143")]
    [InlineData("postgres://user:password@db.host:5432/x")]
    public void Placeholders_are_told_apart(string data)
    {
        var hits = Hits($"For instance {data} in a manual");
        Assert.NotEmpty(hits);
        Assert.All(hits, h => Assert.True(h.IsExample));
    }

    [Theory]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("4539 1488 0343 6468")]
    [InlineData("3.14159265358979323846")]
    [InlineData("the number 1234567890123456789012345678901234567890")]
    [InlineData("git@github.com:owner/name.git")]
    [InlineData("@app.route('/x') and icon@2x.png and a @ b")]
    [InlineData("x = matrix@other.inverse()")]
    [InlineData("DE44 5001 0517 5407 3249 32")]
    [InlineData("ISBN 978-3-16-148410-0")]
    [InlineData("sk-learn-pipeline-with-a-long-name, sk-some-component-of-a-page")]
    [InlineData("ghp_kJ8s2LmQ9xZr4TvB7nWc1YpD6fHg3AeU5iOo")]
    [InlineData("on 2024-01-15 10:20:30, from 1914 to 1918, at 10.20.30.40")]
    [InlineData("There were 4539148803436467000 of them")]
    [InlineData("internationalization and counterrevolutionaries")]
    [InlineData("https://host.example/path?a=1:2@3")]
    public void What_only_looks_like_it_is_not_found(string text) => Assert.Empty(Hits(text));

    [Fact]
    public void A_password_in_an_address_is_found_without_the_address()
    {
        const string text = "use redis://app:Zk3-vQ9w@cache.internal.net:6379/0";
        var hit = Assert.Single(Hits(text));
        Assert.Equal((SensitiveKind.Password, "Zk3-vQ9w"), (hit.Kind, text.Substring(hit.Start, hit.Length)));
    }

    [Fact]
    public void A_private_key_is_found_even_if_it_is_truncated()
    {
        var body = string.Join('\n', Enumerable.Repeat(Random, 6));
        var whole = $"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n";
        Assert.Equal(SensitiveKind.PrivateKey, Assert.Single(Hits("see " + whole)).Kind);
        Assert.False(Assert.Single(Hits(whole[..200])).IsExample);
        Assert.True(Assert.Single(Hits("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")).IsExample);
        Assert.Empty(Hits($"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----"));
    }

    [Fact]
    public void Masks_leave_everything_else_and_placeholders_alone()
    {
        const string text = "Ask jane@gmail.com (not a@example.com) — 415-867-5309, 漢字.";
        Assert.Equal("Ask [EMAIL-ADDRESS] (not a@example.com) — [PHONE-NUMBER], 漢字.", new SensitiveMask().Of(text));
        Assert.Equal("Ask ••••••••••••••  (not a@example.com) — ••••••••••••, 漢字.".Replace("•  (", "• (", StringComparison.Ordinal), new SensitiveMask().Dotted(text));
        Assert.Equal("Ask [EMAIL-ADDRESS] (not a@example.com) — 415-867-5309, 漢字.", new SensitiveMask(k => k == SensitiveKind.EmailAddress).Of(text));
        const string clean = "Nothing to hide.";
        Assert.Same(clean, new SensitiveMask().Of(clean));

        // A part that begins within an address shows none of it.
        Assert.Equal("•••••••••• (not", new SensitiveMask().Dotted(Encoding.UTF8.GetBytes(text), 8, 23));
    }

    private static List<SensitiveHit> Hits(string text) => [.. new SensitiveSearch().Find(Encoding.UTF8.GetBytes(text))];
}
