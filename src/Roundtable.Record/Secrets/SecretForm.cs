namespace Roundtable.Record.Secrets;

/// <summary>Secrets that are recognised by their form, because they themselves are kept nowhere: a prefix, and random bits in lower-case hexadecimal.</summary>
/// <param name="Name">What they are, for people.</param>
/// <param name="Prefix">What each begins with, in ASCII; at least three characters.</param>
/// <param name="Digits">Number of hexadecimal digits after the prefix.</param>
public sealed record SecretForm(string Name, string Prefix, int Digits);
