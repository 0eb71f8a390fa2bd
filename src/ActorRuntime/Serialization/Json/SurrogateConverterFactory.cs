using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization.Json;

/// <summary>Writes what has a surrogate, as references to actors have, as its surrogate.</summary>
internal sealed class SurrogateConverterFactory(ActorSystem system) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(ISurrogated));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), system)!;

    private sealed class Converter<T>(ActorSystem system) : JsonConverter<T>
        where T : ISurrogated
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ((ISurrogate)TypedJson.Read(ref reader, typeof(ISurrogate), options)).FromSurrogate(system) is T value
                ? value
                : throw new JsonException($"The surrogate does not stand for {typeof(T)}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            TypedJson.Write(writer, value.ToSurrogate(system), options);
    }
}
