using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>Who made something that is published.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsOrganisation">Whether it is an organisation, else a person.</param>
public sealed record Creator(string Name, bool IsOrganisation)
{
    /// <summary>A creator as an entry names it.</summary>
    public static Creator Of(string written) => written.StartsWith(Publication.OrganisationPrefix, StringComparison.Ordinal)
        ? new(written[Publication.OrganisationPrefix.Length..], true) : new(written, false);

    /// <summary>An address that is none of the web's.</summary>
    public string Address => $"urn:roundtable:{(IsOrganisation ? "organisation" : "person")}:{Uri.EscapeDataString(Name)}";

    /// <summary>The type of it in PROV-O.</summary>
    public string ProvType => IsOrganisation ? "prov:Organization" : "prov:Person";

    /// <summary>The type of it at schema.org.</summary>
    public string SchemaType => IsOrganisation ? "sc:Organization" : "sc:Person";
}
