using System.Buffers;

namespace Roundtable.Corpus.Sensitive;

/// <summary>The formats of keys that vendors document.</summary>
internal static class KeyFormats
{
    private static readonly SearchValues<byte> _alphanumeric = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> _base64Url = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-"u8);

    private static readonly SearchValues<byte> _dotted = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-."u8);

    private static readonly SearchValues<byte> _base64 = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/="u8);

    private static readonly SearchValues<byte> _base32 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8);

    private static readonly SearchValues<byte> _hexadecimal = SearchValues.Create("0123456789abcdef"u8);

    private static readonly KeyFormat[] _all =
    [
        new("Anthropic API key", "sk-ant-", 80, 120, _base64Url),
        new("OpenAI API key", "sk-proj-", 40, 200, _base64Url),
        new("OpenAI API key", "sk-svcacct-", 40, 200, _base64Url),
        new("OpenAI API key", "sk-admin-", 40, 200, _base64Url),
        new("OpenRouter API key", "sk-or-v1-", 64, 64, _hexadecimal),
        new("OpenAI API key", "sk-", 48, 48, _alphanumeric, within: "T3BlbkFJ"),
        new("DeepSeek API key", "sk-", 32, 32, _hexadecimal),
        new("API key", "sk-", 48, 48, _alphanumeric),
        new("Google API key", "AIza", 35, 35, _base64Url),
        new("Google OAuth secret", "GOCSPX-", 28, 28, _base64Url),
        new("Google OAuth token", "ya29.", 60, 400, _base64Url),
        new("AWS access key", "AKIA", 16, 16, _base32),
        new("AWS access key", "ASIA", 16, 16, _base32),
        new("GitHub token", "ghp_", 36, 36, _alphanumeric, isChecked: true),
        new("GitHub token", "gho_", 36, 36, _alphanumeric, isChecked: true),
        new("GitHub token", "ghu_", 36, 36, _alphanumeric, isChecked: true),
        new("GitHub token", "ghs_", 36, 36, _alphanumeric, isChecked: true),
        new("GitHub token", "github_pat_", 82, 82, _base64Url),
        new("GitLab token", "glpat-", 20, 60, _dotted),
        new("Hugging Face token", "hf_", 34, 34, _alphanumeric),
        new("npm token", "npm_", 36, 36, _alphanumeric, isChecked: true),
        new("PyPI token", "pypi-AgEIcHlwaS5vcmc", 50, 300, _base64Url),
        new("Slack token", "xoxb-", 40, 100, _base64Url),
        new("Slack token", "xoxp-", 40, 120, _base64Url),
        new("Slack token", "xapp-", 60, 140, _base64Url),
        new("Stripe key", "sk_live_", 24, 120, _alphanumeric),
        new("Stripe key", "rk_live_", 24, 120, _alphanumeric),
        new("SendGrid API key", "SG.", 66, 66, _dotted),
        new("DigitalOcean token", "dop_v1_", 64, 64, _hexadecimal),
        new("Databricks token", "dapi", 32, 32, _hexadecimal),
        new("Groq API key", "gsk_", 52, 52, _alphanumeric),
        new("xAI API key", "xai-", 80, 80, _alphanumeric),
        new("Replicate token", "r8_", 37, 37, _alphanumeric),
        new("Perplexity API key", "pplx-", 48, 48, _alphanumeric),
        new("Shopify token", "shpat_", 32, 32, _hexadecimal),
        new("Linear API key", "lin_api_", 40, 40, _alphanumeric),
        new("Docker token", "dckr_pat_", 27, 27, _base64Url),
        new("HashiCorp Vault token", "hvs.", 24, 120, _base64Url),
        new("Azure storage key", "AccountKey=", 88, 88, _base64),
        new("age secret key", "AGE-SECRET-KEY-1", 58, 58, _alphanumeric),
    ];

    private static readonly SearchValues<byte> _firsts = SearchValues.Create([.. _all.Select(f => f.First).Distinct()]);

    /// <summary>The characters that keys consist of.</summary>
    public static SearchValues<byte> Alphabet => _dotted;

    /// <summary>The format of the key at the beginning of a text, and its length; null for none.</summary>
    public static (string Name, int Length)? Find(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && _firsts.Contains(text[0]))
        {
            foreach (var format in _all)
            {
                if (format.First == text[0] && format.Length(text) is > 0 and var length)
                {
                    return (format.Name, length);
                }
            }
        }

        return null;
    }
}
