namespace Roundtable.Corpus.Sensitive;

/// <summary>What a text should not have given away.</summary>
public enum SensitiveKind
{
    /// <summary>A key or token of a service, in a format that its vendor documents.</summary>
    ApiKey,

    /// <summary>A private key in PEM (RFC 7468).</summary>
    PrivateKey,

    /// <summary>A signed JSON Web Token (RFC 7519).</summary>
    WebToken,

    /// <summary>A password in an address: <c>scheme://user:password@host</c> (RFC 3986, section 3.2.1).</summary>
    Password,

    /// <summary>An e-mail address.</summary>
    EmailAddress,

    /// <summary>A telephone number: international (E.164), of North America, or named as one by the word before it.</summary>
    PhoneNumber,

    /// <summary>The number of a payment card, with the right check digit (ISO/IEC 7812-1).</summary>
    CardNumber,

    /// <summary>An IBAN with the right length and check digits (ISO 13616).</summary>
    BankAccount,

    /// <summary>A social security number of the United States.</summary>
    SocialSecurityNumber,
}
