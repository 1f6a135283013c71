using System.Globalization;
using k8s;
using k8s.Models;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Scanning;

/// <summary>
/// A scan as jobs of a Kubernetes cluster: an indexed job (completion mode <c>Indexed</c>) with a pod for each shard, and a job that merges the shards.
/// Folders that pods share with this computer are claims of volumes, mounted where they are here.
/// </summary>
/// <param name="Scan">The command of the scan, a word each, without its shard and its threads.</param>
/// <param name="Merge">The command that merges the shards, a word each.</param>
/// <param name="Shards">Number of shards, from 1 to 100000.</param>
/// <param name="Pods">What each pod is made of.</param>
public sealed record KubernetesScan(IReadOnlyList<string> Scan, IReadOnlyList<string> Merge, int Shards, KubernetesPods Pods)
{
    // Kubernetes tells a pod of an indexed job its number from 0; shards count from 1. The words of the command are arguments of the shell, so none is quoted.
    private string AsShard => string.Create(CultureInfo.InvariantCulture, $"exec \"$@\" --shard \"$((JOB_COMPLETION_INDEX + 1))/{Shards}\"");

    /// <summary>Writes the manifests into the report's folder.</summary>
    /// <exception cref="WorkspaceException">When a manifest does not read back as it was written.</exception>
    public async Task<KubernetesManifests> WriteAsync(ScanFolder folder, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(folder.Path);
        var name = $"roundtable-{Digest.Of(System.Text.Encoding.UTF8.GetBytes(path)).ToString()[..10]}";
        var target = Path.Combine(path, "kubernetes");
        Directory.CreateDirectory(target);
        string[] asShard = ["/bin/sh", "-c", AsShard, "sh", .. Scan, .. Threads];
        var scan = Job($"{name}-scan", asShard);
        scan.Spec.CompletionMode = "Indexed";
        scan.Spec.Completions = Shards;
        scan.Spec.Parallelism = Math.Min(Shards, Pods.AtOnce);
        // A shard that fails is tried again by itself; what it had done is kept in the folder, and it goes on from there.
        scan.Spec.BackoffLimitPerIndex = 3;
        var manifests = new KubernetesManifests(scan.Metadata.Name, $"{name}-merge", Path.Combine(target, "scan.yaml"), Path.Combine(target, "merge.yaml"));
        await WriteAsync(manifests.ScanFile, scan, cancellation);
        await WriteAsync(manifests.MergeFile, Job(manifests.MergeName, [.. Merge]), cancellation);
        return manifests;
    }

    private static Dictionary<string, string> Labels => new(StringComparer.Ordinal) { ["app.kubernetes.io/name"] = "roundtable" };

    private string[] Threads => Pods.Cpu is { } cpu ? ["--threads", cpu.ToString(CultureInfo.InvariantCulture)] : [];

    private V1Job Job(string name, IList<string> command) => new()
    {
        ApiVersion = $"{V1Job.KubeGroup}/{V1Job.KubeApiVersion}",
        Kind = V1Job.KubeKind,
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = Pods.Namespace, Labels = Labels },
        Spec = new V1JobSpec
        {
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = Labels },
                Spec = new V1PodSpec
                {
                    RestartPolicy = "Never",
                    AutomountServiceAccountToken = false,
                    EnableServiceLinks = false,
                    SecurityContext = new V1PodSecurityContext { RunAsUser = Pods.User, RunAsGroup = Pods.Group, FsGroup = Pods.Group },
                    Volumes = [.. Pods.Mounts.Select((m, i) => new V1Volume
                    {
                        Name = Volume(i),
                        PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = m.Claim },
                    })],
                    Containers = [Container(command)],
                },
            },
        },
    };

    private V1Container Container(IList<string> command) => new()
    {
        Name = "roundtable",
        Image = Pods.Image,

        // Kubernetes itself replaces $(NAME) in commands, and $$ by $: doubled, a dollar stands for itself.
        Command = [.. command.Select(w => w.Replace("$", "$$", StringComparison.Ordinal))],
        WorkingDir = Pods.Directory,
        EnvFrom = Pods.Secret is { } secret ? [new V1EnvFromSource { SecretRef = new V1SecretEnvSource { Name = secret } }] : null,
        SecurityContext = new V1SecurityContext { AllowPrivilegeEscalation = false, Capabilities = new V1Capabilities { Drop = ["ALL"] } },
        Resources = Resources(),
        VolumeMounts = [.. Pods.Mounts.Select((m, i) => new V1VolumeMount { Name = Volume(i), MountPath = m.Path })],
    };

    private V1ResourceRequirements? Resources()
    {
        var wanted = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal);
        var most = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal);
        if (Pods.Cpu is { } cpu)
        {
            wanted["cpu"] = new ResourceQuantity(cpu.ToString(CultureInfo.InvariantCulture));
        }

        if (Pods.Memory is { } memory)
        {
            wanted["memory"] = most["memory"] = new ResourceQuantity(memory);
        }

        return wanted.Count == 0 ? null : new V1ResourceRequirements { Requests = wanted, Limits = most.Count == 0 ? null : most };
    }

    private static IList<string> Command(V1Job job) => job.Spec.Template.Spec.Containers[0].Command;

    private static string Volume(int index) => string.Create(CultureInfo.InvariantCulture, $"folder-{index + 1}");

    /// <summary>Writes a manifest, and reads it back with no tolerance for fields that Kubernetes does not know or would read as something else.</summary>
    private static async Task WriteAsync(string path, V1Job job, CancellationToken cancellation)
    {
        var yaml = KubernetesYaml.Serialize(job);
        var read = KubernetesYaml.Deserialize<V1Job>(yaml, strict: true);
        if (KubernetesYaml.Serialize(read) != yaml || !Command(read).SequenceEqual(Command(job), StringComparer.Ordinal))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"The manifest {Neutralise.Line(path)} would not be read as what was given, and was not written: an option has a value that YAML cannot hold.");
        }

        await File.WriteAllTextAsync(path, yaml.EndsWith('\n') ? yaml : yaml + "\n", cancellation);
    }
}

/// <summary>What the pods of a scan are made of.</summary>
/// <param name="Image">The image of the container, with a program called <c>roundtable</c>.</param>
/// <param name="Mounts">Folders of this computer that pods reach at the same place.</param>
/// <param name="AtOnce">How many pods run at once, at least 1.</param>
/// <param name="Cpu">Whole processors that each pod asks for, which are its threads; null to ask for none.</param>
/// <param name="Memory">Memory that each pod asks for and may not exceed, as a quantity of Kubernetes such as <c>8Gi</c>; null for no limit.</param>
/// <param name="Directory">The working directory, from which relative paths are read.</param>
/// <param name="Secret">A secret whose members are variables of each pod, such as <c>ROUNDTABLE_STORE</c>; null for none.</param>
/// <param name="Namespace">The namespace; null for the one that is current when the manifests are applied.</param>
/// <param name="User">The user id that pods run as, so that they can read what this program keeps private; null for the image's.</param>
/// <param name="Group">The group id that pods run as; null for the image's.</param>
public sealed record KubernetesPods(
    string Image, IReadOnlyList<SharedFolder> Mounts, int AtOnce, int? Cpu, string? Memory, string Directory, string? Secret, string? Namespace,
    long? User, long? Group);

/// <summary>A folder that this computer and the pods share.</summary>
/// <param name="Claim">The name of the persistent volume claim.</param>
/// <param name="Path">Where it is, here and in the pods: an absolute path.</param>
public sealed record SharedFolder(string Claim, string Path)
{
    /// <summary>Whether a path is in the folder.</summary>
    public bool Holds(string path)
    {
        var (folder, full) = (System.IO.Path.GetFullPath(Path).TrimEnd('/'), System.IO.Path.GetFullPath(path));
        return full == folder || full.StartsWith(folder + "/", StringComparison.Ordinal);
    }
}

/// <summary>Manifests that were written.</summary>
/// <param name="ScanName">Name of the job of the shards.</param>
/// <param name="MergeName">Name of the job that merges them.</param>
/// <param name="ScanFile">Where the manifest of the shards is.</param>
/// <param name="MergeFile">Where the manifest of the merge is; to be applied when all shards are done.</param>
public sealed record KubernetesManifests(string ScanName, string MergeName, string ScanFile, string MergeFile);
