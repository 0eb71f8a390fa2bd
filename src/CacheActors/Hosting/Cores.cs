namespace CacheActors.Hosting;

/// <summary>Settings that count processes: 0 means as many as cores.</summary>
internal static class Cores
{
    public static int OrElse(int setting) => setting == 0 ? Environment.ProcessorCount : setting;
}
