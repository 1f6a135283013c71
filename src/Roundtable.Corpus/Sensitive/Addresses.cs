using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Roundtable.Corpus.Sensitive;

/// <summary>Finds what has an @: e-mail addresses (RFC 5321, without quoted local parts) and passwords in addresses of services (RFC 3986).</summary>
internal static class Addresses
{
    private const int MaxLocal = 64;
    private const int MaxDomain = 253;
    private const int MaxAuthority = 200;

    // The top-level domains of generic use; those of countries have two letters each.
    private static readonly FrozenSet<string> _generic = Names(
        "com org net edu gov mil int info biz name pro aero coop museum jobs mobi travel tel asia cat post xyz online site store tech app dev cloud "
            + "shop blog club live life world news email agency company digital media design space website work group team global today one top vip "
            + "academy art bank capital care center church city consulting dental energy engineering events finance foundation fund games health help "
            + "host hosting institute international investments law legal link london ltd management market marketing network ngo ong nyc photo "
            + "photography press properties pub realty school science security services social software solutions studio support systems tours "
            + "training university ventures video wiki wtf zone berlin paris tokyo page");

    private static readonly FrozenSet<string> _countries = Names(
        "ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr "
            + "cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk "
            + "hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me "
            + "mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py "
            + "qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug "
            + "uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw");

    // Reserved by RFC 2606 and RFC 6761, and what manuals write in their place.
    private static readonly FrozenSet<string> _reserved = Names("example test invalid localhost local");

    private static readonly FrozenSet<string> _placeholders = Names(
        "example.com example.org example.net example.edu domain.com yourdomain.com mydomain.com email.com test.com company.com yourcompany.com mycompany.com "
        + "abc.com xyz.com site.com website.com foo.com bar.com acme.com mail.example");

    private static readonly SearchValues<byte> _local = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._%+'-"u8);

    private static readonly SearchValues<byte> _domain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-"u8);

    private static readonly SearchValues<byte> _ends = SearchValues.Create(" \t\r\n\"'<>`()[]{}|\\"u8);

    /// <summary>Adds what is found.</summary>
    public static void Find(ReadOnlySpan<byte> text, List<SensitiveHit> into)
    {
        for (var at = text.IndexOf((byte)'@'); at >= 0;)
        {
            if (Password(text, at) is { } password)
            {
                into.Add(password);
            }
            else if (Email(text, at) is { } email)
            {
                into.Add(email);
            }

            var next = text[(at + 1)..].IndexOf((byte)'@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private static SensitiveHit? Email(ReadOnlySpan<byte> text, int at)
    {
        var before = text[Math.Max(0, at - MaxLocal)..at];
        var start = at - before.Length + before.LastIndexOfAnyExcept(_local) + 1;
        while (start < at && text[start] is (byte)'.' or (byte)'\'' or (byte)'-' or (byte)'%')
        {
            start++;
        }

        var domain = text[(at + 1)..Math.Min(text.Length, at + 1 + MaxDomain)];
        var length = domain.IndexOfAnyExcept(_domain);
        domain = (length < 0 ? domain : domain[..length]).TrimEnd(".-"u8);
        if (start == at || text[at - 1] == '.' || domain.IndexOf((byte)'.') <= 0 || domain[0] == '-' || domain.IndexOf(".."u8) >= 0)
        {
            return null;
        }

        var name = Encoding.ASCII.GetString(domain).ToLowerInvariant();
        var top = name[(name.LastIndexOf('.') + 1)..];
        var local = text[start..at];
        var end = at + 1 + domain.Length;
        var isReserved = _reserved.Contains(top);
        if ((!isReserved && !_generic.Contains(top) && !_countries.Contains(top)) || IsRemote(local, text, end) || IsDecorator(text, start, end))
        {
            return null;
        }

        return new SensitiveHit(SensitiveKind.EmailAddress, "e-mail address", start, end - start, isReserved || IsPlaceholder(name));
    }

    private static bool IsPlaceholder(string domain) => _placeholders.Contains(domain)
        || domain.IndexOf('.', StringComparison.Ordinal) is var dot && _placeholders.Contains(domain[(dot + 1)..]);

    /// <summary>Whether it is a repository that is reached through SSH: <c>git@host:path</c>.</summary>
    private static bool IsRemote(ReadOnlySpan<byte> local, ReadOnlySpan<byte> text, int end) =>
        local.SequenceEqual("git"u8)
        || (end + 1 < text.Length && text[end] == ':' && (char.IsAsciiLetter((char)text[end + 1]) || text[end + 1] is (byte)'~' or (byte)'/'));

    /// <summary>Whether it is code: <c>matrix@other.method()</c>.</summary>
    private static bool IsDecorator(ReadOnlySpan<byte> text, int start, int end) =>
        (end < text.Length && text[end] is (byte)'(' or (byte)'_' or (byte)'=') || (start > 0 && text[start - 1] is (byte)'/' or (byte)'@' or (byte)'$');

    private static SensitiveHit? Password(ReadOnlySpan<byte> text, int at)
    {
        var from = Math.Max(0, at - MaxAuthority);
        var before = text[from..at];
        before = before[(before.LastIndexOfAny(_ends) + 1)..];
        var scheme = before.LastIndexOf("://"u8);
        if (scheme <= 0 || !char.IsAsciiLetterOrDigit((char)before[scheme - 1]))
        {
            return null;
        }

        var authority = before[(scheme + 3)..];
        var colon = authority.IndexOf((byte)':');
        if (colon < 0 || authority.IndexOfAny("/?#"u8) >= 0 || at + 1 >= text.Length || !char.IsAsciiLetterOrDigit((char)text[at + 1]))
        {
            return null;
        }

        var password = authority[(colon + 1)..];
        return password.IsEmpty || password[0] is (byte)'$' or (byte)'%'
            ? null
            : new SensitiveHit(SensitiveKind.Password, "password in an address", at - password.Length, password.Length, IsPlain(password));
    }

    private static bool IsPlain(ReadOnlySpan<byte> password)
    {
        var text = Encoding.ASCII.GetString(password).ToLowerInvariant();
        return text is "password" or "pass" or "passwd" or "pwd" or "secret" or "postgres" or "root" or "admin" or "user" or "guest" or "test" or "token"
            || text.Contains("your", StringComparison.Ordinal) || KeyFormat.IsPlaceholder(password);
    }

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
